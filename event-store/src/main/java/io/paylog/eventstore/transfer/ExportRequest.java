package io.paylog.eventstore.transfer;

import java.nio.file.Path;

/**
 * What to export, and where to.
 *
 * @param file to be made; while it is not complete it is named {@code .part}
 * @param firstPosition 1, or right behind what an earlier export ended with
 * @param lastPosition commits that reach beyond it are left out; {@link Long#MAX_VALUE}: all that there is at the beginning
 * @param overwrite replaces the file if there is one, once the new one is complete
 */
public record ExportRequest(Path file, long firstPosition, long lastPosition, boolean overwrite) {

    public ExportRequest {
        if (firstPosition < 1 || lastPosition < firstPosition - 1) {
            throw new IllegalArgumentException(
                    "Positions begin with 1; there are none from " + firstPosition + " to " + lastPosition);
        }
    }

    /** The whole log. */
    public static ExportRequest to(Path file) {
        return new ExportRequest(file, 1, Long.MAX_VALUE, false);
    }

    public ExportRequest from(long position) {
        return new ExportRequest(file, position, lastPosition, overwrite);
    }

    public ExportRequest upTo(long position) {
        return new ExportRequest(file, firstPosition, position, overwrite);
    }

    public ExportRequest overwriting() {
        return new ExportRequest(file, firstPosition, lastPosition, true);
    }
}
