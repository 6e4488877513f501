package io.paylog.query.projecting;

import java.time.Instant;

/**
 * An event as the log has it.
 *
 * @param position in the log, from 1
 * @param sequence in its aggregate, from 0
 * @param timestamp when it happened, cut to milliseconds: MongoDB's dates have no finer precision, and a view must not
 *     change when it is stored and read back
 */
public record RecordedEvent<E>(E event, long position, long sequence, Instant timestamp) {}
