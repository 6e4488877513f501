package io.paylog.command.eventlog;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.paylog.eventstore.EventLog;
import io.paylog.eventstore.EventLogSettings;
import io.paylog.eventstore.ImportedPart;
import io.paylog.eventstore.LogArchive;
import io.paylog.eventstore.WakeUp;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.diagnostics.FailureAnalysis;

@ExtendWith(LocalStoresExtension.class)
class StartWithoutMongoTest {

    @Test
    void a_log_that_is_being_imported_is_no_matter_of_where_mongodb_is(LocalStores stores) {
        EventLogSettings settings = EventLogSettings.of(stores.mongoUri(), "log_" + UUID.randomUUID())
                .withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(30));
        try (LogArchive archive = LogArchive.connect(settings)) {
            archive.beginImport(new ImportedPart("source", 1, 1, "none"));
        }

        assertThat(startWith(settings).getDescription()).contains("being imported");
        assertThat(startWith(settings).getAction()).doesNotContain("PAYLOG_MONGODB_URI");
    }

    @Test
    void servers_that_do_not_answer_may_be_elsewhere() {
        EventLogSettings nowhere = EventLogSettings.of("mongodb://127.0.0.1:1/?replicaSet=rs0", "log")
                .withTimeouts(Duration.ofMillis(1), Duration.ofSeconds(1))
                .withOpeningWait(Duration.ZERO);

        assertThat(startWith(nowhere).getAction()).contains("PAYLOG_MONGODB_URI");
    }

    private static FailureAnalysis startWith(EventLogSettings settings) {
        Throwable failure =
                catchThrowable(() -> EventLog.open(settings, WakeUp.none()).close());
        return requireNonNull(new StartWithoutMongo().analyze(failure));
    }
}
