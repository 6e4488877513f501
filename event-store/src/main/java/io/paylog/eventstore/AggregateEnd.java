package io.paylog.eventstore;

/**
 * Where an aggregate ends.
 *
 * @param position in the log, of its last event
 * @param sequence of its last event, from 0
 */
public record AggregateEnd(long position, long sequence) {}
