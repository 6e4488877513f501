package io.paylog.localstores;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one set of stores, held by one process at a time. The lock is the operating system's, so it never
 * outlives its process, however that ended.
 */
final class DataDirectory implements AutoCloseable {

    static final String LOCK_FILE = "in-use.lock";

    /**
     * The directories that this JVM holds. To be asked before the lock file is opened: closing any descriptor of a file
     * drops all POSIX locks of the process on it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final boolean temporary;
    private final Path heldAs;
    private final FileChannel lockFile;

    private DataDirectory(Path root, boolean temporary, Path heldAs, FileChannel lockFile) {
        this.root = root;
        this.heldAs = heldAs;
        this.temporary = temporary;
        this.lockFile = lockFile;
    }

    /** Opens the directory and empties it first; while another process has it, nothing is touched. */
    static DataDirectory openFresh(@Nullable Path wanted) {
        if (wanted == null) {
            return open(wanted);
        }
        FreshStart fresh = new FreshStart(wanted.toAbsolutePath());
        fresh.requireOurs();
        DataDirectory directory = open(wanted);
        try {
            fresh.empty();
            return directory;
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    static DataDirectory open(@Nullable Path wanted) {
        try {
            Path root = wanted == null
                    ? Files.createTempDirectory("paylog-stores-")
                    : Files.createDirectories(wanted.toAbsolutePath());
            Path held = root.toRealPath();
            return new DataDirectory(root, wanted == null, held, holdAlone(held));
        } catch (IOException e) {
            throw new LocalStoresException("The data directory " + wanted + " cannot be used: " + e, e);
        }
    }

    Path folder(String name) {
        return made(root.resolve(name));
    }

    static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new LocalStoresException("The folder " + folder + " cannot be made: " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
            HELD.remove(heldAs);
            if (temporary) {
                FileTree.delete(root);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel holdAlone(Path root) throws IOException {
        if (!HELD.add(root)) {
            throw inUse(root, "process " + ProcessHandle.current().pid());
        }
        FileChannel locked = null;
        try {
            locked = lock(root);
            return locked;
        } finally {
            if (locked == null) {
                HELD.remove(root);
            }
        }
    }

    private static LocalStoresException inUse(Path root, String holder) {
        return new LocalStoresException("The data directory " + root + " is already in use by " + holder
                + ": stop it, or use another directory");
    }

    private static FileChannel lock(Path root) throws IOException {
        Path file = root.resolve(LOCK_FILE);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw inUse(root, Files.readString(file).strip());
        }
        ProcessHandle self = ProcessHandle.current();
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(("process " + self.pid()).getBytes(StandardCharsets.UTF_8)));
        return channel;
    }
}
