package io.paylog.endtoend.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;

/**
 * What of the repository a build gets to see. Of the patterns of .dockerignore that match a file or a folder it is in the
 * last one decides; a {@code !} lets it through.
 */
record BuildContext(List<String> patterns) {

    static BuildContext read() {
        try {
            return new BuildContext(Files.readAllLines(Compose.ROOT.resolve(".dockerignore")).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether it is there, and gets to the builder. */
    boolean holds(String file) {
        return Files.exists(Compose.ROOT.resolve(file)) && isLetThrough(Path.of(file));
    }

    boolean isLetThrough(Path file) {
        boolean through = true;
        for (String pattern : patterns) {
            boolean exception = pattern.startsWith("!");
            if (matches(exception ? pattern.substring(1) : pattern, file)) {
                through = exception;
            }
        }
        return through;
    }

    private static boolean matches(String pattern, Path file) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        for (int names = 1; names <= file.getNameCount(); names++) {
            if (matcher.matches(file.subpath(0, names))) {
                return true;
            }
        }
        return false;
    }
}
