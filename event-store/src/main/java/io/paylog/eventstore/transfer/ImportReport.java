package io.paylog.eventstore.transfer;

/**
 * What was imported, and read back.
 *
 * @param sourceEpoch of the log that it, or the last part of it, was exported from
 * @param epoch of this log from now on
 */
public record ImportReport(String sourceEpoch, String epoch, LogContent content) {}
