package io.paylog.eventstore;

import java.time.Duration;

/**
 * Where the log is, and its bounds.
 *
 * @param connectionString of the replica set, not of a mongos
 * @param database holds the log's collections: {@code commits}, {@code snapshots}, {@code epoch}
 * @param appendDeadline after this no further try to append begins; one that is under way may take
 *     {@code serverSelectionTimeout + socketTimeout} longer
 * @param serverSelectionTimeout how long one request waits for a primary
 * @param socketTimeout how long one request waits for its answer; also for connecting
 * @param pollInterval how late an event of another process is noticed when no wake-up arrives; 10–50 ms
 * @param readBatchEvents events that a reader takes in one go, exceeded only to complete a commit
 * @param readBatchBytes characters of payload and metadata that a reader takes in one go, exceeded only to complete a
 *     commit
 * @param maxEventsPerCommit larger commits are refused before they are sent
 * @param maxCommitBytes larger commits are refused before they are sent; below MongoDB's 16 MiB for a document
 * @param maxWaitingAppends appends that wait for their turn in this process; further ones are refused
 */
public record EventLogSettings(
        String connectionString,
        String database,
        Duration appendDeadline,
        Duration serverSelectionTimeout,
        Duration socketTimeout,
        Duration pollInterval,
        int readBatchEvents,
        int readBatchBytes,
        int maxEventsPerCommit,
        int maxCommitBytes,
        int maxWaitingAppends) {

    private static final int MAX_DOCUMENT_BYTES = 15 * 1024 * 1024;

    public EventLogSettings {
        requireWithin("appendDeadline", appendDeadline.toMillis(), 1, 600_000);
        requireWithin("serverSelectionTimeout", serverSelectionTimeout.toMillis(), 1, 60_000);
        requireWithin("socketTimeout", socketTimeout.toMillis(), 1, 60_000);
        requireWithin("pollInterval", pollInterval.toMillis(), 10, 50);
        requireWithin("readBatchEvents", readBatchEvents, 1, 100_000);
        requireWithin("readBatchBytes", readBatchBytes, 1, 256 * 1024 * 1024);
        requireWithin("maxEventsPerCommit", maxEventsPerCommit, 1, 10_000);
        requireWithin("maxCommitBytes", maxCommitBytes, 1, MAX_DOCUMENT_BYTES);
        requireWithin("maxWaitingAppends", maxWaitingAppends, 1, 100_000);
    }

    public static EventLogSettings of(String connectionString, String database) {
        return new EventLogSettings(
                connectionString,
                database,
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofMillis(20),
                1_000,
                8 * 1024 * 1024,
                1_000,
                8 * 1024 * 1024,
                1_000);
    }

    public EventLogSettings withAppendDeadline(Duration deadline) {
        return new EventLogSettings(
                connectionString,
                database,
                deadline,
                serverSelectionTimeout,
                socketTimeout,
                pollInterval,
                readBatchEvents,
                readBatchBytes,
                maxEventsPerCommit,
                maxCommitBytes,
                maxWaitingAppends);
    }

    public EventLogSettings withTimeouts(Duration serverSelection, Duration socket) {
        return new EventLogSettings(
                connectionString,
                database,
                appendDeadline,
                serverSelection,
                socket,
                pollInterval,
                readBatchEvents,
                readBatchBytes,
                maxEventsPerCommit,
                maxCommitBytes,
                maxWaitingAppends);
    }

    public EventLogSettings withPollInterval(Duration interval) {
        return new EventLogSettings(
                connectionString,
                database,
                appendDeadline,
                serverSelectionTimeout,
                socketTimeout,
                interval,
                readBatchEvents,
                readBatchBytes,
                maxEventsPerCommit,
                maxCommitBytes,
                maxWaitingAppends);
    }

    public EventLogSettings withReadBatch(int events, int bytes) {
        return new EventLogSettings(
                connectionString,
                database,
                appendDeadline,
                serverSelectionTimeout,
                socketTimeout,
                pollInterval,
                events,
                bytes,
                maxEventsPerCommit,
                maxCommitBytes,
                maxWaitingAppends);
    }

    public EventLogSettings withCommitBounds(int events, int bytes) {
        return new EventLogSettings(
                connectionString,
                database,
                appendDeadline,
                serverSelectionTimeout,
                socketTimeout,
                pollInterval,
                readBatchEvents,
                readBatchBytes,
                events,
                bytes,
                maxWaitingAppends);
    }

    public EventLogSettings withMaxWaitingAppends(int waiting) {
        return new EventLogSettings(
                connectionString,
                database,
                appendDeadline,
                serverSelectionTimeout,
                socketTimeout,
                pollInterval,
                readBatchEvents,
                readBatchBytes,
                maxEventsPerCommit,
                maxCommitBytes,
                waiting);
    }

    private static void requireWithin(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be " + min + " to " + max + ", was " + value);
        }
    }
}
