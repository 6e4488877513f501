package io.paylog.eventstore;

/**
 * Where a commit stands in the log, durable on a majority.
 *
 * @param firstPosition of its first event
 * @param lastPosition of its last event
 */
public record Appended(long firstPosition, long lastPosition) {}
