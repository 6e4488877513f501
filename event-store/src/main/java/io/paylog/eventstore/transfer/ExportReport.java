package io.paylog.eventstore.transfer;

import java.nio.file.Path;

/**
 * What was exported.
 *
 * @param epoch of the log
 * @param bytes of the file
 * @param resumedAt the position up to which it was there already; one less than the first: none of it
 */
public record ExportReport(Path file, String epoch, LogContent content, long bytes, long resumedAt) {}
