package io.paylog.query.payments.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
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
import io.paylog.query.testing.OwnDatabase;
import io.paylog.query.testing.PaymentStory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({LocalStoresExtension.class, OwnDatabase.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class StatusWalkTest {

    private static final int WALKS = 40;
    private static final ListingSettings UNBOUNDED = bound(100_000);

    private static ListingSettings bound(int maxChanged) {
        return new ListingSettings(maxChanged, Duration.ofSeconds(5));
    }

    private MongoDatabase views;
    private int collections;

    @BeforeAll
    void connect(MongoDatabase own) {
        views = own;
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

        assertThat(walked).as(description).doesNotHaveDuplicates();
        Set<SortKey> free = free(view, list, position);
        expected.removeIf(key -> free.contains(key) && !walked.contains(key));
        walked.removeIf(key -> free.contains(key) && !expected.contains(key));
        assertThat(walked).as(description).isEqualTo(expected);
    }

    /** What may come or not: what has been deleted, and what a change moves in time into the list or out of it. */
    private static Set<SortKey> free(ChangingView view, ListPayments list, long position) {
        DateRange dates = list.filter().dates();
        boolean moves = dates != null && dates.field() == DateField.UPDATED_AT;
        return view.asOf(position).stream()
                .filter(then -> then.status() != PaymentStatus.DELETED)
                .filter(then -> list.filter().status() == null || list.filter().status() == then.status())
                .filter(then -> view.isDeleted(then.id()) || (moves && view.hasChanged(then.id(), position)))
                .map(then -> SortKey.of(list.sort(), then))
                .collect(Collectors.toSet());
    }

    private static ListPayments randomList(Random random, Instant now) {
        PaymentSort sort = random.nextBoolean() ? PaymentSort.STATUS_ASC : PaymentSort.STATUS_DESC;
        PaymentStatus status =
                random.nextBoolean() ? null : SortKey.STATUSES.get(random.nextInt(SortKey.STATUSES.size()));
        List<DateField> fields = List.of(DateField.values());
        DateRange dates = random.nextBoolean()
                ? null
                : new DateRange(
                        fields.get(random.nextInt(fields.size())), null, now.plusSeconds(random.nextInt(30) - 20));
        return list(sort, status, dates);
    }

    private static StatusWalk walk(
            MongoCollection<PaymentDocument> view, ListPayments list, long position, ListingSettings settings) {
        return new StatusWalk(view, list, new ListReads(list, Instant.EPOCH), position, settings);
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
                .map(document -> SortKey.of(list.sort(), document))
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
        // Those that came since are no part of the walk, but have to be passed over.
        view.append(PaymentStory.of("p-new", "org-1", 10).created());
        view.append(PaymentStory.of("p-other", "org-2", 10).created());
        view.catchUp();
        ListPayments list = list(PaymentSort.STATUS_ASC, null, null);

        assertThat(walk(view.collection(), list, 4, bound(5)).next(null, 10)).hasSize(4);
        assertThatExceptionOfType(WalkOutrunException.class)
                .isThrownBy(() -> walk(view.collection(), list, 4, bound(4)).next(null, 10))
                .matches(outrun -> !outrun.underWay());
        assertThatExceptionOfType(WalkOutrunException.class)
                .isThrownBy(() -> walk(view.collection(), list, 4, bound(4)).next(new SortKey(0, ""), 10))
                .matches(WalkOutrunException::underWay);
    }

    @Test
    void one_that_is_deleted_while_a_page_is_read_takes_its_place_there_so_that_the_walk_goes_on() {
        ChangingView view = newView(new Random(1));
        PaymentStory story = PaymentStory.of("p-1", "org-1", 10);
        view.append(story.created());
        view.append(story.failed());
        view.append(PaymentStory.of("p-2", "org-1", 10).created());
        view.append(story.updated("new text", Map.of(), PaymentStatus.FAILED));
        view.catchUp();
        ListPayments list = list(PaymentSort.STATUS_ASC, null, null);
        AtomicInteger finds = new AtomicInteger();

        // When what has changed has been read, but not yet the documents that are shown.
        SequencedMap<SortKey, PaymentDocument> found = walk(
                        view.changingBeforeReads(() -> {
                            if (finds.incrementAndGet() == 4) {
                                view.append(story.deleted());
                                view.catchUp();
                            }
                        }),
                        list,
                        3,
                        UNBOUNDED)
                .next(null, 10);

        assertThat(found.keySet()).extracting(SortKey::id).containsExactly("p-1", "p-2");
        assertThat(found.firstEntry().getValue().status()).isEqualTo(PaymentStatus.DELETED);
    }

    @Test
    void the_store_is_told_how_long_each_read_may_take(LocalStores stores) {
        List<BsonDocument> commands = new CopyOnWriteArrayList<>();
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(stores.mongoUri()))
                .addCommandListener(new CommandListener() {
                    @Override
                    public void commandStarted(CommandStartedEvent event) {
                        if (Set.of("find", "aggregate").contains(event.getCommandName())) {
                            commands.add(event.getCommand().clone());
                        }
                    }
                })
                .build();
        ChangingView changing = newView(new Random(1));
        changing.append(PaymentStory.of("p-1", "org-1", 10).created());
        changing.append(PaymentStory.of("p-1", "org-1", 10).processed());
        changing.catchUp();
        ListPayments list = list(PaymentSort.STATUS_ASC, null, null);
        try (MongoClient watched = MongoClients.create(settings)) {
            MongoCollection<PaymentDocument> view = watched.getDatabase(views.getName())
                    .getCollection(changing.collection().getNamespace().getCollectionName(), PaymentDocument.class);
            walk(view, list, 1, UNBOUNDED).next(null, 10);
            new ListReads(list, Instant.EPOCH).all().count(view, UNBOUNDED.maxTime());
        }
        assertThat(commands)
                .hasSize(5)
                .allSatisfy(command ->
                        assertThat(command.getNumber("maxTimeMS").longValue()).isEqualTo(5_000));
    }
}
