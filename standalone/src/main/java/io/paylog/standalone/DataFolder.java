package io.paylog.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** The folder that keeps everything between two starts. */
record DataFolder(Path path) {

    /** What the stores put there; a folder with anything else in it is not ours to delete. */
    private static final Set<String> OURS = Set.of("in-use.lock", "mongo", "redis");

    /** @throws DataFolderException if the folder holds something that this system did not write */
    void empty() {
        if (!Files.exists(path)) {
            return;
        }
        Set<String> others = names();
        others.removeAll(OURS);
        if (!others.isEmpty()) {
            throw new DataFolderException("--fresh would delete " + path.toAbsolutePath()
                    + ", which holds more than this system's data: " + others);
        }
        try {
            FileSystemUtils.deleteRecursively(path);
        } catch (IOException e) {
            throw new DataFolderException("The data in " + path.toAbsolutePath() + " cannot be deleted", e);
        }
    }

    private Set<String> names() {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .collect(Collectors.toCollection(java.util.TreeSet::new));
        } catch (IOException e) {
            throw new DataFolderException(path.toAbsolutePath() + " cannot be read", e);
        }
    }
}
