package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.RequiresReplicaSet;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class ReplicaSetConfigurationTest {

    @Test
    @RequiresReplicaSet(own = true)
    void a_majority_that_does_not_wait_for_its_journals_is_refused(LocalStores stores) {
        try (MongoClient client = MongoClients.create(stores.mongoUri());
                TestLogs logs = new TestLogs(stores)) {
            MongoDatabase admin = client.getDatabase("admin");
            logs.open();
            configureJournals(admin, false);
            try {
                assertThatExceptionOfType(EventLogRefusedException.class)
                        .isThrownBy(logs::open)
                        .withMessageContaining("writeConcernMajorityJournalDefault");
            } finally {
                configureJournals(admin, true);
            }
            logs.open();
        }
    }

    private static void configureJournals(MongoDatabase admin, boolean majorityWaits) {
        Document configuration =
                admin.runCommand(new Document("replSetGetConfig", 1)).get("config", Document.class);
        configuration.put("version", configuration.getInteger("version") + 1);
        configuration.put("writeConcernMajorityJournalDefault", majorityWaits);
        admin.runCommand(new Document("replSetReconfig", configuration));
    }
}
