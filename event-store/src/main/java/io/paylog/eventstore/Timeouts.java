package io.paylog.eventstore;

import java.time.Duration;

/**
 * How long the log waits.
 *
 * @param opening how long whoever opens the log waits for servers that do not answer yet; at most 10 minutes, 0: not at all
 * @param append no request to append begins later; one that is under way may take longer: {@code serverSelection} for a
 *     server and again for a connection, {@code socket} to connect, for each answer while the connection
 *     authenticates, and for the answer itself
 * @param serverSelection how long one request waits for a primary, and for a connection to it
 * @param socket how long one request waits for an answer; also for connecting
 */
public record Timeouts(Duration opening, Duration append, Duration serverSelection, Duration socket) {

    public Timeouts {
        EventLogSettings.requireWithin("opening", opening.toMillis(), 0, 600_000);
        EventLogSettings.requireWithin("append", append.toMillis(), 1, 600_000);
        EventLogSettings.requireWithin("serverSelection", serverSelection.toMillis(), 1, 60_000);
        EventLogSettings.requireWithin("socket", socket.toMillis(), 1, 60_000);
    }

    /** For a server, a connection to it, to connect, and for the answer. */
    Duration longestRequest() {
        return serverSelection.plus(socket).multipliedBy(2);
    }
}
