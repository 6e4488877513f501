package io.paylog.query.projecting;

import static io.paylog.query.testing.PaymentStory.CREATED_AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import io.paylog.query.payments.PaymentProjection;
import io.paylog.query.testing.PaymentStory;
import io.paylog.query.testing.TestLog;
import io.paylog.query.testing.TestService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStoresExtension.class)
@SuppressWarnings("NullAway.Init")
class ProjectionVersionTest {

    private final TestLog log = new TestLog();
    private final String database = TestService.newDatabase();
    private MongoClient client;
    private MongoDatabase views;

    @BeforeEach
    void connect(LocalStores stores) {
        client = MongoClients.create(stores.mongoUri());
        views = client.getDatabase(database);
    }

    @AfterEach
    void disconnect() {
        views.drop();
        client.close();
    }

    private long append(String id) {
        return log.append(PaymentStory.of(id, "org-1", 10).created(), CREATED_AT);
    }

    private void madeByVersion(int version) {
        views.getCollection("projections").updateOne(Filters.eq("_id", "payments"), Updates.set("version", version));
    }

    @Test
    void documents_of_an_older_version_are_kept_and_made_anew_from_the_log(LocalStores stores) {
        append("p-1");
        long position = append("p-2");
        try (TestService service = TestService.start(stores, log, database)) {
            await().until(() -> service.payments().position().current() == position);
        }
        madeByVersion(new PaymentProjection().version() - 1);
        // What is left over from the older version does not come with the newer one.
        views.getCollection("payments_g1").updateMany(Filters.empty(), Updates.set("amount", 77L));

        for (int start = 0; start < 2; start++) {
            try (TestService service = TestService.start(stores, log, database)) {
                assertThat(service.get("/api/v1/payments/p-2").body()).contains("\"amount\":10,");
                assertThat(service.get("/api/v1/payments?organizationId=org-1&includeTotal=true")
                                .body())
                        .contains("\"total\":2");
                assertThat(service.payments().status().generation()).isEqualTo(2);
            }
        }
        assertThat(views.getCollection("payments_g1").countDocuments()).isEqualTo(2);
    }

    @Test
    void nothing_is_answered_from_a_view_that_lacks_history(LocalStores stores) {
        long position = append("p-1");
        log.silent(true);
        try (TestService service = TestService.start(stores, log, database)) {
            for (String path : new String[] {"/api/v1/payments/p-1", "/api/v1/payments?organizationId=org-1"}) {
                assertThat(service.get(path).body())
                        .contains("projection-behind", "\"retryable\":true", "\"requiredPosition\":" + position);
            }
        }
        log.silent(false);
        try (TestService service = TestService.start(stores, log, database)) {
            await().untilAsserted(() ->
                    assertThat(service.get("/api/v1/payments/p-1").statusCode()).isEqualTo(200));
        }
    }

    @Test
    void nothing_is_answered_from_a_view_that_lacks_what_came_while_it_was_built_until_it_has_it_once(
            LocalStores stores) {
        log.showUpTo(append("p-1"));
        try (TestService service = TestService.start(stores, log, database)) {
            await().until(() -> service.payments().position().current() == 1);
            long position = append("p-2");
            for (String path : new String[] {"/api/v1/payments/p-2", "/api/v1/payments?organizationId=org-1"}) {
                assertThat(service.get(path).body())
                        .contains("projection-behind", "\"retryable\":true", "\"requiredPosition\":" + position);
            }
            log.showUpTo(position);
            await().untilAsserted(() ->
                    assertThat(service.get("/api/v1/payments/p-2").statusCode()).isEqualTo(200));

            append("p-3");
            assertThat(service.get("/api/v1/payments/p-3").statusCode()).isEqualTo(404);
        }
        // Nor is it taken for a new view by the next process.
        try (TestService service = TestService.start(stores, log, database)) {
            assertThat(service.get("/api/v1/payments/p-3").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void documents_of_a_newer_version_are_refused(LocalStores stores) {
        try (TestService service = TestService.start(stores, log, database)) {
            await().until(() -> service.payments().status().state() == ProjectionStatus.State.RUNNING);
        }
        madeByVersion(new PaymentProjection().version() + 1);
        try (TestService service = TestService.start(stores, log, database)) {
            assertThat(service.payments().status().state()).isEqualTo(ProjectionStatus.State.REFUSED);
            assertThat(service.payments().status().problem()).contains("newer one has to be deployed");
            assertThat(service.get("/api/v1/payments/p-1").body()).contains("view-unavailable");
        }
    }

    @Test
    void nodes_that_start_together_begin_one_new_generation(LocalStores stores) {
        long position = append("p-1");
        try (TestService service = TestService.start(stores, log, database)) {
            await().until(() -> service.payments().position().current() == position);
        }
        madeByVersion(new PaymentProjection().version() - 1);
        try (TestService one = TestService.start(stores, log, database);
                TestService other = TestService.start(stores, log, database)) {
            assertThat(one.payments().collection().getNamespace())
                    .isEqualTo(other.payments().collection().getNamespace());
            await().until(() -> other.payments().position().current() == position);
        }
        assertThat(views.listCollectionNames()).contains("payments_g2").doesNotContain("payments_g3");
    }
}
