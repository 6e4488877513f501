package io.paylog.query.operations;

/**
 * How far a projection is behind the log.
 *
 * @param head position of the last event of the log
 * @param events that are in the log and not in the view
 * @param seconds age of the oldest of them; 0 when there is none
 */
record ProjectionLag(long head, long events, double seconds) {}
