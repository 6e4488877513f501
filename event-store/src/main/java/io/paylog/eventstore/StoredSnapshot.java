package io.paylog.eventstore;

import org.jspecify.annotations.Nullable;

/**
 * The state of an aggregate after one of its events.
 *
 * @param sequence of the last event that it contains
 */
record StoredSnapshot(@Nullable String aggregateType, String aggregateId, long sequence, EventEntry state) {}
