package io.paylog.query.payments.listing;

import static com.mongodb.client.model.Projections.excludeId;
import static com.mongodb.client.model.Projections.fields;
import static com.mongodb.client.model.Projections.include;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ExplainVerbosity;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import io.paylog.api.queries.ListPayments;
import io.paylog.api.queries.PaymentFilter;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.RequiresReplicaSet;
import io.paylog.query.payments.PaymentDocument;
import io.paylog.query.payments.PaymentProjection;
import io.paylog.query.testing.TestService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What MongoDB's own planner makes of every read that a list can lead to. */
class ExplainedReadsTest {

    private static final Duration MAX_TIME = Duration.ofSeconds(5);
    private static final int LIMIT = 5;

    private static void withPayments(LocalStores stores, Consumer<MongoCollection<PaymentDocument>> test) {
        try (MongoClient client = MongoClients.create(stores.mongoUri())) {
            MongoDatabase views = client.getDatabase(TestService.newDatabase());
            MongoCollection<PaymentDocument> view = views.getCollection("payments_g1", PaymentDocument.class);
            new PaymentProjection().indexes().forEach(index -> view.createIndex(index.keys()));
            ChangingView payments = new ChangingView(view, new Random(1));
            payments.change(300);
            payments.catchUp();
            test.accept(view);
            views.drop();
        }
    }

    @Test
    @RequiresReplicaSet
    void no_list_scans_the_collection_or_is_sorted(LocalStores stores) {
        withPayments(stores, view -> {
            for (ListPayments list : EveryList.all()) {
                EveryList.reads(list).forEach(read -> {
                    Document plan = read.in(view, MAX_TIME).limit(LIMIT).explain(ExplainVerbosity.EXECUTION_STATS);
                    assertAlongIndex(plan, list);
                    if (nothingElseIsAsked(list.filter()) && list.filter().status() != null) {
                        assertThat(docsExamined(plan)).as("%s", list).isLessThanOrEqualTo(LIMIT);
                    }
                });
            }
        });
    }

    @Test
    @RequiresReplicaSet
    void no_total_scans_the_collection(LocalStores stores) {
        withPayments(stores, view -> {
            for (ListPayments list : EveryList.all()) {
                IndexedRead all = new ListReads(list, Instant.now()).all();
                // What the driver makes of a count.
                Document plan = view.aggregate(
                                List.of(Aggregates.match(all.filter()), Aggregates.group(1, Accumulators.sum("n", 1))))
                        .hint(all.index().keys())
                        .explain(ExplainVerbosity.EXECUTION_STATS);
                assertAlongIndex(plan, list);
                if (nothingElseIsAsked(list.filter())) {
                    assertThat(docsExamined(plan)).as("%s", list).isZero();
                }
            }
        });
    }

    @Test
    @RequiresReplicaSet
    void what_has_changed_is_counted_in_the_index_and_read_along_it(LocalStores stores) {
        withPayments(stores, view -> {
            for (ListPayments list : EveryList.all()) {
                if (StatusWalk.serves(list)) {
                    Document count = StatusWalk.above(list.filter(), 5)
                            .in(view, BsonDocument.class, MAX_TIME)
                            .projection(fields(include("position"), excludeId()))
                            .skip(20)
                            .limit(1)
                            .explain(ExplainVerbosity.EXECUTION_STATS);
                    assertAlongIndex(count, list);
                    assertThat(docsExamined(count)).as("%s", list).isZero();
                    assertAlongIndex(
                            StatusWalk.changed(list.filter(), 5)
                                    .in(view, ChangedPayment.class, MAX_TIME)
                                    .projection(ChangedPayment.FIELDS)
                                    .explain(ExplainVerbosity.EXECUTION_STATS),
                            list);
                }
            }
        });
    }

    private static boolean nothingElseIsAsked(PaymentFilter filter) {
        return filter.olderThan() == null
                && filter.equals(
                        new PaymentFilter(filter.organizationId(), filter.status(), null, null, null, null, null));
    }

    private static void assertAlongIndex(Document explained, ListPayments list) {
        List<Object> stages = new ArrayList<>();
        each(explained, "winningPlan", plan -> each(plan, "stage", stages::add));
        assertThat(stages).as("%s: %s", list, explained).contains("IXSCAN").doesNotContain("COLLSCAN", "SORT");
    }

    private static int docsExamined(Document explained) {
        List<Integer> examined = new ArrayList<>();
        each(explained, "totalDocsExamined", value -> examined.add(((Number) value).intValue()));
        return examined.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    /** Every value of that name, however deep. */
    private static void each(Object value, String wanted, Consumer<Object> found) {
        if (value instanceof Document document) {
            document.forEach((name, inner) -> {
                if (name.equals(wanted)) {
                    found.accept(inner);
                }
                each(inner, wanted, found);
            });
        } else if (value instanceof List<?> several) {
            several.forEach(inner -> each(inner, wanted, found));
        }
    }
}
