package io.paylog.localstores;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Empties the data directory, and nothing else. */
record FreshStart(Path root) {

    /** What stores put there; a directory with anything else in it is not ours to empty. */
    private static final Set<String> OURS = Set.of(DataDirectory.LOCK_FILE, "mongo", "redis");

    /** Somebody's server keeps its data elsewhere, so emptying the directory would only look like a fresh start. */
    static void requireOwnStores(Environment environment) {
        if (environment.value("MONGODB_URI").isPresent()) {
            throw new LocalStoresException("A fresh start deletes data, but MONGODB_URI names a server that was not"
                    + " started here, so nothing was deleted. Unset MONGODB_URI, or empty that server yourself.");
        }
    }

    /**
     * To be asked before anything is written there, even the lock.
     *
     * @throws LocalStoresException if the directory is not empty and was not written by stores
     */
    void requireOurs() {
        Set<String> others = entries().stream()
                .map(entry -> entry.getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
        // every directory of ours has the lock, so a "mongo" without one is somebody else's
        boolean ours = others.isEmpty() || others.contains(DataDirectory.LOCK_FILE);
        if (ours) {
            others.removeAll(OURS);
        }
        if (!others.isEmpty()) {
            throw new LocalStoresException("A fresh start would delete " + root
                    + ", which holds what these stores did not write: " + others + ". Nothing was deleted.");
        }
    }

    /** To be called by the holder of the lock, which stays: without it a second process could come in meanwhile. */
    void empty() {
        try {
            for (Path entry : entries()) {
                if (!entry.endsWith(DataDirectory.LOCK_FILE)) {
                    stopOrphans(entry);
                    FileTree.delete(entry);
                }
            }
        } catch (IOException e) {
            throw new LocalStoresException("The data in " + root + " cannot be deleted: " + e, e);
        }
    }

    /** A server that outlived its parent would go on writing into files that are deleted. */
    private static void stopOrphans(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(ChildProcess.PID_SUFFIX))
                    .map(PidFile::new)
                    .forEach(ChildProcess::stopOrphan);
        }
    }

    private List<Path> entries() {
        if (!Files.exists(root)) {
            return List.of();
        }
        List<Path> entries = new ArrayList<>();
        try (Stream<Path> found = Files.list(root)) {
            found.forEach(entries::add);
            return entries;
        } catch (IOException e) {
            throw new LocalStoresException("The data directory " + root + " cannot be read: " + e, e);
        }
    }
}
