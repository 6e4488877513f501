package io.paylog.query.payments.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.paylog.api.payments.OrganizationId;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.queries.DateField;
import io.paylog.api.queries.DateRange;
import io.paylog.api.queries.Freshness;
import io.paylog.api.queries.ListPayments;
import io.paylog.api.queries.PageRequest;
import io.paylog.api.queries.PaymentFilter;
import io.paylog.api.queries.PaymentSort;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import io.paylog.query.payments.PaymentDocument;
import io.paylog.query.payments.PaymentProjection;
import io.paylog.query.testing.PaymentStory;
import io.paylog.query.testing.TestService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStoresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class StatusWalkTest {

    private static final int WALKS = 40;
    private static final int UNBOUNDED = 100_000;

    private MongoClient client;
    private MongoDatabase views;
    private int collections;

    @BeforeAll
    void connect(LocalStores stores) {
        client = MongoClients.create(stores.mongoUri());
        views = client.getDatabase(TestService.newDatabase());
    }

    @AfterAll
    void disconnect() {
        views.drop();
        client.close();
    }

    private ChangingView newView(Random random) {
        MongoCollection<PaymentDocument> view = views.getCollection("view_" + collections++, PaymentDocument.class);
        new PaymentProjection().indexes().forEach(index -> view.createIndex(index.keys()));
        return new ChangingView(view, random);
    }

    private static ListPayments list(PaymentSort sort, @Nullable PaymentStatus status, @Nullable DateRange dates) {
        PaymentFilter filter = new PaymentFilter(new OrganizationId("org-1"), status, null, null, null, dates, null);
        return new ListPayments(filter, sort, new PageRequest(1, null, false), Freshness.ANY);
    }

    @Test
    void each_payment_that_matched_when_the_walk_began_comes_once_whatever_happens_to_it_meanwhile() {
        for (int walk = 0; walk < WALKS; walk++) {
            long seed = System.nanoTime();
            walkWhileThingsChange(new Random(seed), "seed " + seed);
        }
    }

    private void walkWhileThingsChange(Random random, String description) {
        ChangingView view = newView(random);
        view.change(60);
        ListPayments list = randomList(random, view.now());
        long position = view.position();
        List<SortKey> expected = expected(view.asOf(position), list);

        List<SortKey> walked = new ArrayList<>();
        SortKey last = null;
        boolean more = true;
        while (more) {
            int limit = 1 + random.nextInt(7);
            StatusWalk walk = walk(view.changingWithEachRead(), list, position, UNBOUNDED);
            SequencedMap<SortKey, PaymentDocument> found = walk.next(last, limit + 1);
            more = found.size() > limit;
            walked.addAll(new ArrayList<>(found.keySet()).subList(0, Math.min(limit, found.size())));
            last = walked.isEmpty() ? null : walked.getLast();
        }

        assertThat(walked).as(description).doesNotHaveDuplicates().isSubsetOf(expected);
        expected.removeIf(key -> view.isDeleted(key.id()) && !walked.contains(key));
        assertThat(walked).as(description).isEqualTo(expected);
    }

    private static ListPayments randomList(Random random, Instant now) {
        PaymentSort sort = random.nextBoolean() ? PaymentSort.STATUS_ASC : PaymentSort.STATUS_DESC;
        PaymentStatus status =
                random.nextBoolean() ? null : SortKey.STATUSES.get(random.nextInt(SortKey.STATUSES.size()));
        // The time of the last change is the one thing that is looked at as it is now.
        List<DateField> fields = List.of(DateField.CREATED_AT, DateField.PROCESSED_AT, DateField.FAILED_AT);
        DateRange dates = random.nextBoolean()
                ? null
                : new DateRange(fields.get(random.nextInt(fields.size())), null, now.minusSeconds(random.nextInt(30)));
        return list(sort, status, dates);
    }

    private static StatusWalk walk(
            MongoCollection<PaymentDocument> view, ListPayments list, long position, int maxChanged) {
        return new StatusWalk(view, list, new ListReads(list, Instant.EPOCH), position, maxChanged);
    }

    /** A plain filter of what the payments were. */
    private static List<SortKey> expected(List<PaymentDocument> then, ListPayments list) {
        Comparator<SortKey> order = list.sort().ascending() ? Comparator.naturalOrder() : Comparator.reverseOrder();
        return new ArrayList<>(then.stream()
                .filter(document -> document.status() != PaymentStatus.DELETED)
                .filter(document ->
                        list.filter().status() == null || list.filter().status() == document.status())
                .filter(document -> list.filter().dates() == null
                        || list.filter()
                                .dates()
                                .contains(time(document, list.filter().dates().field())))
                .map(document -> SortKey.of(list.sort(), document, document.status()))
                .sorted(order)
                .toList());
    }

    private static @Nullable Instant time(PaymentDocument document, DateField field) {
        return switch (field) {
            case CREATED_AT -> document.createdAt();
            case UPDATED_AT -> document.updatedAt();
            case PROCESSED_AT -> document.processedAt();
            case FAILED_AT -> document.failedAt();
        };
    }

    @Test
    void a_payment_is_shown_as_it_is_now_at_the_place_that_it_had() {
        ChangingView view = newView(new Random(1));
        PaymentStory story = PaymentStory.of("p-1", "org-1", 10);
        view.append(story.created());
        view.append(PaymentStory.of("p-2", "org-1", 10).created());
        view.append(story.processed());
        view.catchUp();

        SequencedMap<SortKey, PaymentDocument> found = walk(
                        view.collection(), list(PaymentSort.STATUS_ASC, null, null), 2, UNBOUNDED)
                .next(null, 10);

        assertThat(found.values()).extracting(PaymentDocument::id).containsExactly("p-1", "p-2");
        assertThat(found.firstEntry().getValue().status()).isEqualTo(PaymentStatus.COMPLETED);
        assertThat(found.firstEntry().getKey().status()).isEqualTo(PaymentStatus.PROCESSING);
    }

    @Test
    void a_walk_that_too_much_has_changed_under_has_to_begin_again() {
        ChangingView view = newView(new Random(1));
        for (int n = 0; n < 4; n++) {
            PaymentStory story = PaymentStory.of("p-" + n, "org-1", 10);
            view.append(story.created());
        }
        for (int n = 0; n < 4; n++) {
            view.append(PaymentStory.of("p-" + n, "org-1", 10).processed());
        }
        view.catchUp();
        ListPayments list = list(PaymentSort.STATUS_ASC, null, null);

        assertThat(walk(view.collection(), list, 4, 4).next(null, 10)).hasSize(4);
        assertThatExceptionOfType(WalkOutrunException.class)
                .isThrownBy(() -> walk(view.collection(), list, 4, 3).next(null, 10))
                .matches(outrun -> !outrun.underWay());
        assertThatExceptionOfType(WalkOutrunException.class)
                .isThrownBy(() -> walk(view.collection(), list, 4, 3).next(new SortKey(0, ""), 10))
                .matches(WalkOutrunException::underWay);
    }
}
