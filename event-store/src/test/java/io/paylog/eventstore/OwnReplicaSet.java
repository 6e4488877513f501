package io.paylog.eventstore;

import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.ReplicaSetMember;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bson.Document;

/** The replica set of the tests, to be treated badly and healed. */
record OwnReplicaSet(LocalStores stores) {

    /** Elections begin after ten seconds of silence; a member that rolls back or catches up takes longer. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int STEP_DOWN_SECONDS = 20;

    /** The primary, once there is one: during an election there is none. */
    ReplicaSetMember awaitPrimary() {
        return awaitPrimary(_ -> true);
    }

    ReplicaSetMember awaitPrimaryOtherThan(ReplicaSetMember former) {
        return awaitPrimary(primary -> isOtherThan(former, primary));
    }

    private ReplicaSetMember awaitPrimary(Predicate<ReplicaSetMember> wanted) {
        return await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(MongoException.class)
                .until(() -> primary().filter(wanted), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<ReplicaSetMember> primary() {
        String address = hello().getString("primary");
        return stores.ownMembers().stream()
                .filter(member -> member.address().equals(address))
                .findFirst();
    }

    List<ReplicaSetMember> othersThan(ReplicaSetMember one) {
        return stores.ownMembers().stream()
                .filter(member -> isOtherThan(one, member))
                .toList();
    }

    private static boolean isOtherThan(ReplicaSetMember one, ReplicaSetMember member) {
        return !member.address().equals(one.address());
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

    /** All members run, one of them is the primary, the others follow it, and a majority takes what is written. */
    void heal() {
        stores.ownMembers().forEach(ReplicaSetMember::resume);
        stores.ownMembers().forEach(ReplicaSetMember::startAgain);
        othersThan(awaitPrimary()).forEach(OwnReplicaSet::awaitSecondary);
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(MongoException.class)
                .until(this::majorityTakesAWrite);
    }

    private boolean majorityTakesAWrite() {
        return with(
                stores.mongoUri(),
                client -> client.getDatabase("own_replica_set")
                        .getCollection("healed")
                        .withWriteConcern(WriteConcern.MAJORITY.withWTimeout(5, TimeUnit.SECONDS))
                        .insertOne(new Document())
                        .wasAcknowledged());
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
