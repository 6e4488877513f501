package io.paylog.query.sharing;

/**
 * How far a node is with a part of the work.
 *
 * @param subject what is worked on; progress with another subject says nothing of this one
 * @param part number of the part
 * @param mask tells how large the part is: a part that was split or merged since has another one
 * @param position that it has reached
 */
public record Progress(String subject, int part, int mask, long position) {}
