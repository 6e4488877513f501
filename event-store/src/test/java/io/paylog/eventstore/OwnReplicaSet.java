package io.paylog.eventstore;

import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.ReplicaSetMember;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.bson.Document;

/** The replica set of the tests, to be treated badly and healed. */
record OwnReplicaSet(LocalStores stores) {

    /** Elections begin after ten seconds of silence; a member that rolls back or catches up takes longer. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int STEP_DOWN_SECONDS = 20;

    ReplicaSetMember primary() {
        String address = hello().getString("primary");
        return stores.ownMembers().stream()
                .filter(member -> member.address().equals(address))
                .findFirst()
                .orElseThrow();
    }

    List<ReplicaSetMember> secondaries() {
        ReplicaSetMember primary = primary();
        return stores.ownMembers().stream()
                .filter(member -> !member.address().equals(primary.address()))
                .toList();
    }

    private Document hello() {
        return with(stores.mongoUri(), client -> admin(client, new Document("hello", 1)));
    }

    /** Whether the others have caught up or not. */
    void stepDown(ReplicaSetMember primary) {
        Document command = new Document("replSetStepDown", STEP_DOWN_SECONDS)
                .append("secondaryCatchUpPeriodSecs", 0)
                .append("force", true);
        onlyOn(primary, client -> admin(client, command));
    }

    void awaitPrimaryOtherThan(ReplicaSetMember former) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(MongoException.class)
                .until(() -> !primary().address().equals(former.address()));
    }

    /** All members run, one of them is the primary, and the others follow it. */
    void heal() {
        stores.ownMembers().forEach(ReplicaSetMember::resume);
        stores.ownMembers().forEach(ReplicaSetMember::startAgain);
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(MongoException.class)
                .until(() -> hello().getString("primary") != null);
        ReplicaSetMember primary = primary();
        stores.ownMembers().stream()
                .filter(member -> !member.address().equals(primary.address()))
                .forEach(OwnReplicaSet::awaitSecondary);
    }

    private static void awaitSecondary(ReplicaSetMember member) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(MongoException.class)
                .until(() -> onlyOn(
                        member,
                        client -> admin(client, new Document("hello", 1)).getBoolean("secondary", false)));
    }

    /** What that member has, whether a majority has it or not. */
    static List<Document> commitsOn(ReplicaSetMember member, String database) {
        return onlyOn(member, client -> {
            MongoCollection<Document> commits = client.getDatabase(database).getCollection("commits");
            return commits.find().sort(new Document("_id", 1)).into(new java.util.ArrayList<>());
        });
    }

    private static <T> T onlyOn(ReplicaSetMember member, Function<MongoClient, T> work) {
        return with("mongodb://" + member.address() + "/?directConnection=true", work);
    }

    private static <T> T with(String uri, Function<MongoClient, T> work) {
        String impatient = uri + "&serverSelectionTimeoutMS=5000&connectTimeoutMS=5000&socketTimeoutMS=30000";
        try (MongoClient client = MongoClients.create(impatient)) {
            return work.apply(client);
        }
    }

    private static Document admin(MongoClient client, Document command) {
        return client.getDatabase("admin").runCommand(command);
    }
}
