package io.paylog.logtool;

import io.paylog.eventstore.EventLogSettings;
import io.paylog.eventstore.LogArchive;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Where the log is. The defaults are those of the services, from the same variables of the environment. */
final class Database {

    /** A batch is larger than one commit, and nobody waits for it. */
    private static final Duration SOCKET = Duration.ofSeconds(60);

    private static final Duration SELECTION = Duration.ofSeconds(10);

    private static final int MOST_WAIT_SECONDS = 600;

    @Option(
            names = "--uri",
            defaultValue = "${env:PAYLOG_MONGODB_URI:-mongodb://127.0.0.1:27017/?replicaSet=rs0}",
            paramLabel = "URI",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "Where MongoDB is. Default: PAYLOG_MONGODB_URI, which keeps a password out of the list of"
                    + " processes, or mongodb://127.0.0.1:27017/?replicaSet=rs0")
    private String uri = "";

    @Option(
            names = "--database",
            defaultValue = "${env:PAYLOG_MONGODB_EVENT_DATABASE:-paylog_events}",
            paramLabel = "NAME",
            description = "Database of the log. Default: PAYLOG_MONGODB_EVENT_DATABASE, or paylog_events")
    private String database = "";

    @Option(
            names = "--wait",
            defaultValue = "60",
            paramLabel = "SECONDS",
            description = "How long each request waits for a MongoDB that is away, 0 to 600. Default: ${DEFAULT-VALUE}")
    private int waitSeconds;

    /** @throws IllegalArgumentException if one of the options is none that there can be */
    LogArchive connect() {
        if (waitSeconds < 0 || waitSeconds > MOST_WAIT_SECONDS) {
            throw new IllegalArgumentException("--wait is 0 to " + MOST_WAIT_SECONDS + " seconds, not " + waitSeconds);
        }
        return LogArchive.connect(EventLogSettings.of(uri, database)
                .withTimeouts(SELECTION, SOCKET)
                .withOpeningWait(Duration.ofSeconds(waitSeconds)));
    }
}
