package io.paylog.localstores;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Remembers a child beyond the life of its parent. The start time tells it from a later process of the same number. */
record PidFile(Path file) {

    void write(ProcessHandle process) {
        try {
            Files.writeString(file, process.pid() + " " + started(process));
        } catch (IOException e) {
            throw new LocalStoresException(file + " cannot be written: " + e, e);
        }
    }

    /** The process that was written here, if it still runs. */
    Optional<ProcessHandle> process() {
        try {
            String[] parts = Files.exists(file) ? Files.readString(file).strip().split(" ", 2) : new String[0];
            return parts.length < 2
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(parts[0])).filter(found -> parts[1].equals(started(found)));
        } catch (IOException | NumberFormatException e) {
            throw new LocalStoresException(file + " cannot be read: " + e, e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new LocalStoresException(file + " cannot be deleted: " + e, e);
        }
    }

    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("unknown");
    }
}
