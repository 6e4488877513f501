package io.paylog.localstores.junit;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.MongoKind;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStoresExtension.class)
class ReplicaSetConditionTest {

    @Test
    void a_stand_in_is_no_replica_set_and_the_line_says_what_to_do() {
        ConditionEvaluationResult decision = ReplicaSetCondition.decide(1, 0, MongoKind.STAND_IN);
        assertThat(decision.isDisabled()).isTrue();
        assertThat(decision.getReason())
                .hasValue("needs a MongoDB replica set of 1, found none (STAND_IN):"
                        + " set MONGODB_URI or MONGOD, or put mongod on the PATH");
    }

    @Test
    void a_set_of_one_does_not_do_where_three_are_needed() {
        assertThat(ReplicaSetCondition.decide(3, 1, MongoKind.URI).isDisabled()).isTrue();
        assertThat(ReplicaSetCondition.decide(3, 3, MongoKind.MONGOD).isDisabled())
                .isFalse();
    }

    @Test
    void all_classes_share_one_set_of_stores(LocalStores stores) {
        assertThat(stores).isSameAs(SharedStores.withMembers(1));
    }

    @Test
    @RequiresReplicaSet
    void a_real_replica_set_of_one_takes_majority_writes(LocalStores stores) {
        assertThat(stores.members()).isPositive();
        assertMajority(stores);
    }

    @Test
    @RequiresReplicaSet(members = 3)
    void a_real_replica_set_of_three_takes_majority_writes(LocalStores stores) {
        assertThat(stores.members()).isEqualTo(3);
        assertMajority(stores);
    }

    private static void assertMajority(LocalStores stores) {
        try (MongoClient client = MongoClients.create(stores.mongoUri())) {
            MongoCollection<Document> things = client.getDatabase("local-stores-test")
                    .getCollection("things")
                    .withWriteConcern(WriteConcern.MAJORITY)
                    .withReadConcern(ReadConcern.MAJORITY);
            things.drop();
            things.insertOne(new Document("_id", 1L));
            assertThat(things.find().first()).isEqualTo(new Document("_id", 1L));
        }
    }
}
