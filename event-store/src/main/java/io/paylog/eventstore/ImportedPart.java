package io.paylog.eventstore;

/**
 * What an import puts into a log: consecutive commits of another one.
 *
 * @param sourceEpoch of the log that they, or the last of them, were exported from; for people
 * @param firstPosition of the first event, 1 or where an earlier part ended
 * @param lastPosition of the last event; one less than the first: there is none
 * @param checksum of all commits in order
 */
public record ImportedPart(String sourceEpoch, long firstPosition, long lastPosition, String checksum) {}
