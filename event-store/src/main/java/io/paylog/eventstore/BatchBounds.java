package io.paylog.eventstore;

/**
 * What is inserted with one command at most, well below the 48 MB that MongoDB takes.
 *
 * @param commits 1 to 1,000
 * @param bytes of all commits together, at most 32 MiB
 */
public record BatchBounds(int commits, int bytes) {

    private static final int MAX_BYTES = 32 * 1024 * 1024;

    public BatchBounds {
        EventLogSettings.requireWithin("batch.commits", commits, 1, 1_000);
        EventLogSettings.requireWithin("batch.bytes", bytes, 1, MAX_BYTES);
    }
}
