package io.paylog.logtool;

import io.paylog.eventstore.transfer.LogContent;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Counts and files in words. */
final class Told {

    private Told() {}

    static String of(List<Path> files) {
        return String.join(", ", files.stream().map(Path::toString).toList());
    }

    static String of(LogContent content) {
        String what = String.format(
                Locale.ROOT,
                "%,d events in %,d commits, %,d new aggregates",
                content.events(),
                content.commits(),
                content.aggregates());
        return content.commits() == 0
                ? what
                : what + ", positions " + content.firstPosition() + " to " + content.lastPosition();
    }
}
