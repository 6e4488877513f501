package io.paylog.query.payments.listing;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ExplainVerbosity;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.paylog.api.queries.ListPayments;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.RequiresReplicaSet;
import io.paylog.query.payments.PaymentDocument;
import io.paylog.query.payments.PaymentProjection;
import io.paylog.query.testing.TestService;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What MongoDB's own planner makes of every read that a list can lead to. */
class ExplainedReadsTest {

    @Test
    @RequiresReplicaSet
    void no_list_scans_the_collection_or_is_sorted(LocalStores stores) {
        try (MongoClient client = MongoClients.create(stores.mongoUri())) {
            MongoDatabase views = client.getDatabase(TestService.newDatabase());
            MongoCollection<PaymentDocument> view = views.getCollection("payments_g1", PaymentDocument.class);
            new PaymentProjection().indexes().forEach(index -> view.createIndex(index.keys()));
            for (ListPayments list : EveryList.all()) {
                EveryList.reads(list)
                        .forEach(read -> assertThat(stages(read, view))
                                .as("%s: %s", list, read)
                                .contains("IXSCAN")
                                .doesNotContain("COLLSCAN", "SORT"));
            }
            views.drop();
        }
    }

    private static List<String> stages(IndexedRead read, MongoCollection<PaymentDocument> view) {
        Document plan = read.in(view)
                .explain(ExplainVerbosity.QUERY_PLANNER)
                .get("queryPlanner", Document.class)
                .get("winningPlan", Document.class);
        List<String> stages = new ArrayList<>();
        collect(plan, stages);
        return stages;
    }

    private static void collect(Document plan, List<String> stages) {
        plan.forEach((name, value) -> {
            if (name.equals("stage")) {
                stages.add((String) value);
            } else if (value instanceof Document inner) {
                collect(inner, stages);
            } else if (value instanceof List<?> several) {
                several.forEach(element -> {
                    if (element instanceof Document inner) {
                        collect(inner, stages);
                    }
                });
            }
        });
    }
}
