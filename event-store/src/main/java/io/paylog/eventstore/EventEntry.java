package io.paylog.eventstore;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one event carries, to be appended or as it was read.
 *
 * @param id unique identifier of the event
 * @param type name of the payload's type
 * @param revision of the payload's type; {@code null}: it has none
 * @param timestamp when it happened; kept to the nanosecond
 * @param payload JSON
 * @param metadata JSON
 */
public record EventEntry(
        String id, String type, @Nullable String revision, Instant timestamp, String payload, String metadata) {}
