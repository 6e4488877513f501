package io.paylog.eventstore.transfer;

/**
 * What a stretch of a log holds, told by counts and a checksum.
 *
 * @param firstPosition of its first event
 * @param lastPosition of its last event; one less than the first: it is empty
 * @param aggregates whose first event is in it
 * @param checksum hexadecimal SHA-256 over all commits in order, each with all that is stored of it
 */
public record LogContent(
        long firstPosition, long lastPosition, long commits, long events, long aggregates, String checksum) {}
