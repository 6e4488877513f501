package io.paylog.query.projecting;

import static io.paylog.query.testing.PaymentStory.CREATED_AT;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import io.paylog.api.payments.PaymentEvent;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.query.payments.PaymentDocument;
import io.paylog.query.payments.PaymentProjection;
import io.paylog.query.testing.OwnDatabase;
import io.paylog.query.testing.PaymentStory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OwnDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class ViewWriterTest {

    private static final int ROUNDS = 25;

    private final PaymentProjection projection = new PaymentProjection();
    private MongoDatabase views;
    private int collections;

    @BeforeAll
    void connect(MongoDatabase own) {
        views = own;
    }

    private MongoCollection<PaymentDocument> emptyView() {
        return views.getCollection("view_" + collections++, PaymentDocument.class);
    }

    private ViewWriter<PaymentDocument, PaymentEvent> writer(MongoCollection<PaymentDocument> view) {
        return new ViewWriter<>(projection, view);
    }

    private static List<PaymentDocument> documents(MongoCollection<PaymentDocument> view) {
        return view.find().sort(Sorts.ascending("_id")).into(new ArrayList<>());
    }

    /** Several payments' events, mixed as a log mixes them. */
    private static List<RecordedEvent<PaymentEvent>> history(Random random, int payments) {
        List<List<PaymentEvent>> stories = new ArrayList<>();
        for (int n = 0; n < payments; n++) {
            stories.add(new ArrayList<>(story(PaymentStory.of("p-" + n, "org-1", 1000))));
        }
        List<RecordedEvent<PaymentEvent>> history = new ArrayList<>();
        Map<String, Long> sequences = new HashMap<>();
        while (!stories.isEmpty()) {
            List<PaymentEvent> story = stories.get(random.nextInt(stories.size()));
            PaymentEvent event = story.removeFirst();
            long sequence = sequences.merge(event.paymentId().value(), 1L, Long::sum) - 1;
            history.add(
                    new RecordedEvent<>(event, history.size() + 1L, sequence, CREATED_AT.plusMillis(history.size())));
            stories.removeIf(List::isEmpty);
        }
        return history;
    }

    private static List<PaymentEvent> story(PaymentStory story) {
        return List.of(
                story.created(),
                story.processed(),
                story.refundRequested("r-1", 400, PaymentStatus.COMPLETED),
                story.refunded("r-1", 400, 400, PaymentStatus.COMPLETED, PaymentStatus.PARTIALLY_REFUNDED),
                story.refundRequested("r-2", 600, PaymentStatus.PARTIALLY_REFUNDED),
                story.refundFailed("r-2", 600, PaymentStatus.PARTIALLY_REFUNDED));
    }

    @Test
    void any_batches_and_any_events_that_come_again_give_the_same_documents() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            List<RecordedEvent<PaymentEvent>> history = history(random, 1 + random.nextInt(6));
            MongoCollection<PaymentDocument> atOnce = emptyView();
            writer(atOnce).write(history);

            MongoCollection<PaymentDocument> inPieces = emptyView();
            writeInPieces(writer(inPieces), history, random);

            assertThat(documents(inPieces)).as("seed %d, round %d", seed, round).isEqualTo(documents(atOnce));
        }
    }

    private static void writeInPieces(
            ViewWriter<PaymentDocument, PaymentEvent> writer,
            List<RecordedEvent<PaymentEvent>> history,
            Random random) {
        int done = 0;
        while (done < history.size()) {
            int from = random.nextInt(done + 1);
            int to = done + 1 + random.nextInt(history.size() - done);
            writer.write(history.subList(from, to));
            done = to;
        }
    }

    @Test
    void documents_that_a_batch_does_not_change_are_told_too() {
        MongoCollection<PaymentDocument> view = emptyView();
        List<RecordedEvent<PaymentEvent>> history = history(new Random(1), 2);
        writer(view).write(history);

        assertThat(writer(view).write(history.subList(0, 1))).hasSize(1).isSubsetOf(documents(view));
    }

    @Test
    void two_writers_of_the_same_events_do_no_harm() {
        MongoCollection<PaymentDocument> expected = emptyView();
        MongoCollection<PaymentDocument> view = emptyView();
        List<RecordedEvent<PaymentEvent>> history = history(new Random(2), 20);
        writer(expected).write(history);

        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> oneByOne(writer(view), history));
        oneByOne(writer(view), history);
        other.join();

        assertThat(documents(view)).isEqualTo(documents(expected));
    }

    @Test
    void a_read_that_trails_a_landed_write_by_a_moment_is_no_conflict() {
        MongoCollection<PaymentDocument> view = emptyView();
        List<RecordedEvent<PaymentEvent>> history = history(new Random(3), 2);
        writer(view).write(history);

        MongoCollection<PaymentDocument> trailing = TrailingReads.of(view, emptyView(), Duration.ofMillis(50));
        assertThat(writer(trailing).write(history)).hasSize(2).isSubsetOf(documents(view));
    }

    private static void oneByOne(
            ViewWriter<PaymentDocument, PaymentEvent> writer, List<RecordedEvent<PaymentEvent>> history) {
        history.forEach(event -> writer.write(List.of(event)));
    }
}
