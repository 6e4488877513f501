package io.paylog.command.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.paylog.command.eventlog.EventLogConfiguration;
import io.paylog.eventstore.EventEntry;
import io.paylog.eventstore.EventLog;
import io.paylog.eventstore.EventLogSettings;
import io.paylog.eventstore.NewCommit;
import io.paylog.eventstore.WakeUp;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStoresExtension.class)
class LogBindingTest {

    private MongoClient client;
    private MongoDatabase database;
    private LogBinding binding;
    private EventLog log;
    private EventLog otherLog;

    @BeforeEach
    void open(LocalStores stores) {
        client = MongoClients.create(stores.mongoUri());
        database = client.getDatabase("binding_" + UUID.randomUUID().toString().substring(0, 8));
        binding = new LogBinding(database);
        log = openLog(stores);
        otherLog = openLog(stores);
    }

    private static EventLog openLog(LocalStores stores) {
        String name = "log_" + UUID.randomUUID().toString().substring(0, 8);
        return EventLog.open(EventLogSettings.of(stores.mongoUri(), name), WakeUp.none());
    }

    @AfterEach
    void close() {
        log.close();
        otherLog.close();
        client.close();
    }

    @Test
    void an_empty_log_is_begun_and_found_again() {
        assertThat(binding.bind(log, false)).isZero();
        append(log);

        assertThat(binding.bind(log, false)).isZero();
    }

    @Test
    void a_log_of_a_lost_command_database_is_refused() {
        append(log);

        assertThatThrownBy(() -> binding.bind(log, false)).isInstanceOf(ForeignLogException.class);
    }

    @Test
    void a_log_of_another_epoch_is_refused() {
        binding.bind(log, false);
        append(otherLog);

        assertThatThrownBy(() -> binding.bind(otherLog, false)).isInstanceOf(ForeignLogException.class);
    }

    @Test
    void an_adopted_log_is_called_for_from_its_head_also_after_a_crash_on_the_first_start() {
        append(log);

        assertThat(binding.bind(log, true)).isEqualTo(1);
        assertThat(binding.bind(log, false)).isEqualTo(1);
        assertThat(binding.bind(log, true)).isEqualTo(1);
    }

    @Test
    void what_was_listed_of_another_log_is_forgotten_when_this_one_is_adopted() {
        append(log);
        MongoCollection<Document> tokens = database.getCollection(EventLogConfiguration.TOKENS);
        tokens.insertOne(new Document("processorName", ListGatewayWork.PROCESSOR));

        binding.bind(log, true);

        assertThat(tokens.countDocuments()).isZero();
    }

    private static void append(EventLog log) {
        EventEntry event = new EventEntry(UUID.randomUUID().toString(), "test", "1", Instant.EPOCH, "{}", "{}");
        log.append(new NewCommit("test", "aggregate", 0, List.of(event)));
    }
}
