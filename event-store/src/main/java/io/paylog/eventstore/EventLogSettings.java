package io.paylog.eventstore;

import java.time.Duration;

/**
 * Where the log is, and its bounds.
 *
 * @param connectionString of the replica set, not of a mongos
 * @param database holds the log's collections: {@code commits}, {@code snapshots}, {@code epoch}, {@code writers}
 * @param pollInterval how late an event of another process is noticed when wake-ups do not arrive; 10–50 ms
 * @param idlePollInterval how late the first one is noticed whose wake-up is lost, after wake-ups have arrived and nothing has
 *     happened for a second; {@code pollInterval} to 1 s
 * @param readBounds what a reader takes in one go, at most 100,000 events and 256 Mi characters
 * @param recentBounds what is kept in memory of the end of the log for all who follow it, at most as much
 */
public record EventLogSettings(
        String connectionString,
        String database,
        Timeouts timeouts,
        Duration pollInterval,
        Duration idlePollInterval,
        ReadBounds readBounds,
        ReadBounds recentBounds,
        AppendBounds appendBounds) {

    public EventLogSettings {
        requireWithin("pollInterval", pollInterval.toMillis(), 10, 50);
        requireWithin("idlePollInterval", idlePollInterval.toMillis(), pollInterval.toMillis(), 1_000);
        requireWithin("readBounds.events", readBounds.events(), 1, 100_000);
        requireWithin("readBounds.characters", readBounds.characters(), 1, 256 * 1024 * 1024);
        requireWithin("recentBounds.events", recentBounds.events(), 1, 100_000);
        requireWithin("recentBounds.characters", recentBounds.characters(), 1, 256 * 1024 * 1024);
    }

    public static EventLogSettings of(String connectionString, String database) {
        return new EventLogSettings(
                connectionString,
                database,
                new Timeouts(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(3)),
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                new ReadBounds(1_000, 8 * 1024 * 1024),
                new ReadBounds(5_000, 8 * 1024 * 1024),
                new AppendBounds(
                        new CommitBounds(1_000, 8 * 1024 * 1024), new BatchBounds(500, 16 * 1024 * 1024), 1_000));
    }

    public EventLogSettings with(Timeouts changed) {
        return new EventLogSettings(
                connectionString,
                database,
                changed,
                pollInterval,
                idlePollInterval,
                readBounds,
                recentBounds,
                appendBounds);
    }

    public EventLogSettings with(ReadBounds changed) {
        return new EventLogSettings(
                connectionString,
                database,
                timeouts,
                pollInterval,
                idlePollInterval,
                changed,
                recentBounds,
                appendBounds);
    }

    public EventLogSettings with(AppendBounds changed) {
        return new EventLogSettings(
                connectionString,
                database,
                timeouts,
                pollInterval,
                idlePollInterval,
                readBounds,
                recentBounds,
                changed);
    }

    public EventLogSettings withPollIntervals(Duration interval, Duration idle) {
        return new EventLogSettings(
                connectionString, database, timeouts, interval, idle, readBounds, recentBounds, appendBounds);
    }

    /** @param wait for servers that do not answer yet, by whoever opens the log */
    public EventLogSettings withOpeningWait(Duration wait) {
        return with(new Timeouts(wait, timeouts.append(), timeouts.serverSelection(), timeouts.socket()));
    }

    public EventLogSettings withAppendDeadline(Duration deadline) {
        return with(new Timeouts(timeouts.opening(), deadline, timeouts.serverSelection(), timeouts.socket()));
    }

    public EventLogSettings withTimeouts(Duration serverSelection, Duration socket) {
        return with(new Timeouts(timeouts.opening(), timeouts.append(), serverSelection, socket));
    }

    public EventLogSettings withReadBatch(int events, int characters) {
        return with(new ReadBounds(events, characters));
    }

    public EventLogSettings withRecent(int events, int characters) {
        return new EventLogSettings(
                connectionString,
                database,
                timeouts,
                pollInterval,
                idlePollInterval,
                readBounds,
                new ReadBounds(events, characters),
                appendBounds);
    }

    public EventLogSettings withCommitBounds(int events, int bytes) {
        return with(new AppendBounds(new CommitBounds(events, bytes), appendBounds.batch(), appendBounds.waiting()));
    }

    static void requireWithin(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be " + min + " to " + max + ", was " + value);
        }
    }
}
