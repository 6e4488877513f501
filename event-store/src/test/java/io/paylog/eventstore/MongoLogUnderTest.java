package io.paylog.eventstore;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.paylog.localstores.LocalStores;
import java.util.UUID;

/** A database of its own. */
final class MongoLogUnderTest implements LogUnderTest {

    private final TestLogs logs;

    MongoLogUnderTest(LocalStores stores) {
        logs = new TestLogs(stores);
    }

    @Override
    public EventLogSettings settings() {
        return logs.settings();
    }

    @Override
    public LogStore open(EventLogSettings settings) {
        return MongoLogStore.open(LogDatabase.connect(settings), settings);
    }

    @Override
    public void changeEpoch() {
        logs.collection("epoch")
                .updateMany(
                        Filters.empty(), Updates.set("epoch", UUID.randomUUID().toString()));
    }

    @Override
    public void close() {
        logs.close();
    }
}
