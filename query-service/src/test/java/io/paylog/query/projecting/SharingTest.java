package io.paylog.query.projecting;

import static io.paylog.query.testing.PaymentStory.CREATED_AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.paylog.api.payments.PaymentEvent;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.serialization.MessageSerializer;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import io.paylog.query.payments.PaymentDocument;
import io.paylog.query.payments.PaymentProjection;
import io.paylog.query.testing.PaymentStory;
import io.paylog.query.testing.TestLog;
import io.paylog.query.testing.TestService;
import io.paylog.query.testing.TestSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStoresExtension.class)
@SuppressWarnings("NullAway.Init")
class SharingTest {

    private static final int CHANGES = 6;
    private static final int PAYMENTS = 40;
    private static final long HEARTBEATS = 30;

    /** Much less than failures are remembered for. */
    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestLog log = new TestLog();
    private final Map<String, PaymentDocument> expected = new HashMap<>();
    private final List<TestNode> nodes = new ArrayList<>();
    private final String database = TestService.newDatabase();
    private LocalStores stores;
    private MongoClient client;
    private MongoDatabase views;
    private StoredPositions stored;

    @BeforeEach
    void connect(LocalStores given) {
        stores = given;
        client = MongoClients.create(stores.mongoUri());
        views = client.getDatabase(database);
        stored = new StoredPositions(views.getCollection("tokens"), MessageSerializer.create());
    }

    @AfterEach
    void stop() throws IOException {
        for (TestNode node : nodes) {
            node.close();
        }
        views.drop();
        client.close();
    }

    private TestNode start() throws IOException {
        return start(TestSettings.projections(TestNode.SEGMENTS));
    }

    private TestNode start(ProjectionSettings settings) throws IOException {
        return start(log, settings);
    }

    private TestNode start(Log seen, ProjectionSettings settings) throws IOException {
        return start(seen, settings, List.of());
    }

    private TestNode start(Log seen, ProjectionSettings settings, List<ViewListener<PaymentDocument>> listeners)
            throws IOException {
        TestNode node = new TestNode(stores, seen, database, settings, listeners);
        nodes.add(node);
        return node;
    }

    private Map<Integer, String> owners() {
        return stored.segments("payments").stream()
                .filter(segment -> segment.node() != null)
                .collect(Collectors.toMap(SegmentStatus::segment, segment -> Objects.requireNonNull(segment.node())));
    }

    private long ownedBy(TestNode node) {
        return Collections.frequency(owners().values(), node.name());
    }

    private void awaitShares(int... shares) {
        await().until(() -> {
            List<Integer> owned =
                    nodes.stream().map(node -> (int) ownedBy(node)).toList();
            return owned.equals(Arrays.stream(shares).boxed().toList());
        });
    }

    private void append(PaymentEvent event) {
        long position = log.append(event, CREATED_AT);
        String id = event.paymentId().value();
        PaymentDocument before = expected.get(id);
        long sequence = before == null ? 0 : before.version();
        expected.put(
                id, new PaymentProjection().apply(before, new RecordedEvent<>(event, position, sequence, CREATED_AT)));
    }

    private void appendStories(int round) {
        for (int n = 0; n < PAYMENTS; n++) {
            PaymentStory story = PaymentStory.of("p-" + round + "-" + n, "org-1", 1000);
            append(story.created());
            append(story.processed());
            append(story.refundRequested("r-1", 400, PaymentStatus.COMPLETED));
            append(story.refunded("r-1", 400, 400, PaymentStatus.COMPLETED, PaymentStatus.PARTIALLY_REFUNDED));
        }
    }

    private void assertComplete() {
        TestNode any = nodes.getFirst();
        await().until(() -> any.runtime().position().current() == log.head());
        List<PaymentDocument> documents = any.runtime().collection().find().into(new ArrayList<>());
        assertThat(documents).containsExactlyInAnyOrderElementsOf(expected.values());
    }

    @Test
    void nodes_share_evenly_whoever_comes_and_one_alone_has_all() throws IOException {
        TestNode first = start();
        awaitShares(4);
        TestNode second = start();
        awaitShares(2, 2);
        TestNode third = start();
        awaitShares(2, 1, 1);
        appendStories(0);
        assertComplete();

        leave(second);
        awaitShares(2, 2);
        leave(third);
        awaitShares(4);
        assertThat(nodes).containsExactly(first);
    }

    private void leave(TestNode node) throws IOException {
        nodes.remove(node);
        node.close();
    }

    @Test
    void what_a_killed_node_worked_on_goes_on_elsewhere() throws IOException {
        start();
        TestNode dying = start();
        awaitShares(2, 2);
        appendStories(0);
        nodes.remove(dying);
        dying.kill();
        appendStories(1);

        awaitShares(4);
        assertComplete();
    }

    @Test
    void nothing_changes_hands_between_nodes_that_stay() throws IOException {
        start();
        start();
        start();
        awaitShares(2, 1, 1);
        Map<Integer, String> before = owners();
        long beats = leastBeats();

        await().until(() -> {
            assertThat(owners()).isEqualTo(before);
            return leastBeats() > beats + HEARTBEATS;
        });
    }

    private long leastBeats() {
        return views.getCollection("nodes").find().map(SharingTest::beatOf).into(new ArrayList<>()).stream()
                .mapToLong(Long::longValue)
                .min()
                .orElseThrow();
    }

    private static long beatOf(Document node) {
        return node.getLong("beat");
    }

    @Test
    void events_have_their_effect_once_whoever_comes_and_goes_meanwhile() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        AtomicBoolean goOn = new AtomicBoolean(true);
        start();
        CompletableFuture<Void> appending = CompletableFuture.runAsync(() -> {
            for (int round = 0; goOn.get(); round++) {
                appendStories(round);
                long all = log.head();
                await().until(() -> nodes.getFirst().runtime().position().current() >= all);
            }
        });
        for (int n = 0; n < CHANGES; n++) {
            TestNode coming = start();
            await().until(() -> ownedBy(coming) > 0);
            nodes.remove(coming);
            if (random.nextBoolean()) {
                coming.kill();
            } else {
                coming.close();
            }
        }
        goOn.set(false);
        appending.join();
        assertComplete();
    }

    @Test
    void a_node_knows_how_far_others_are_before_they_store_it() throws IOException {
        ProjectionSettings seldomStoring = TestSettings.projections(TestNode.SEGMENTS, Duration.ofMinutes(1));
        TestNode one = start(seldomStoring);
        TestNode other = start(seldomStoring);
        awaitShares(2, 2);
        // More than once: what a segment stores when it begins would do for the first.
        for (int n = 0; n < 3; n++) {
            append(PaymentStory.of("p-" + n, "org-1", 10).created());

            await().until(() -> one.runtime().position().current() == log.head());
            await().until(() -> other.runtime().position().current() == log.head());
        }
    }

    @Test
    void a_node_that_does_not_get_on_leaves_its_share_to_others() throws IOException {
        TestNode stuck = start();
        TestNode other = start();
        awaitShares(2, 2);
        stuck.line().cut();
        await().until(() -> ownedBy(other) == TestNode.SEGMENTS);
        appendStories(0);
        stuck.line().heal();

        awaitShares(2, 2);
        assertComplete();
    }

    @Test
    void a_node_that_alone_could_not_read_the_log_for_a_while_has_its_share_again() throws IOException {
        FlakyLog flaky = new FlakyLog(log);
        start(flaky, TestSettings.projections(TestNode.SEGMENTS));
        TestNode other = start();
        awaitShares(2, 2);
        flaky.away(true);
        await().until(() -> ownedBy(other) == TestNode.SEGMENTS);
        flaky.away(false);

        await().atMost(SOON).until(() -> ownedBy(other) == TestNode.SEGMENTS / 2);
        awaitShares(2, 2);
        appendStories(0);
        assertComplete();
    }

    @Test
    void a_node_beyond_the_number_of_segments_has_none_and_takes_over_when_one_goes() throws IOException {
        ProjectionSettings single = TestSettings.projections(1);
        TestNode working = start(single);
        awaitShares(1);
        TestNode spare = start(single);
        appendStories(0);
        assertComplete();
        awaitShares(1, 0);
        await().until(() -> spare.runtime().position().current() == log.head());
        assertThat(spare.runtime().status().state()).isEqualTo(ProjectionStatus.State.RUNNING);

        leave(working);
        awaitShares(1);
        appendStories(1);
        assertComplete();
    }

    @Test
    void whoever_takes_over_hears_how_far_the_former_node_may_have_left_something_undone() throws IOException {
        AtomicLong claimed = new AtomicLong();
        TestNode dying = start();
        awaitShares(TestNode.SEGMENTS);
        start(log, TestSettings.projections(TestNode.SEGMENTS), List.of(claims(claimed)));
        awaitShares(2, 2);
        appendStories(0);
        assertComplete();
        await().until(() -> stored.of("payments").values().stream().allMatch(position -> position == log.head()));
        assertThat(claimed).hasValueLessThan(log.head());

        nodes.remove(dying);
        dying.kill();
        awaitShares(TestNode.SEGMENTS);
        assertThat(claimed).hasValue(log.head());
    }

    private static ViewListener<PaymentDocument> claims(AtomicLong highest) {
        return new ViewListener<>() {
            @Override
            public void claimed(long position) {
                highest.accumulateAndGet(position, Math::max);
            }

            @Override
            public void written(Collection<PaymentDocument> documents, long upTo) {}
        };
    }
}
