package io.paylog.query.projecting;

import static io.paylog.query.testing.PaymentStory.CREATED_AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import io.paylog.api.payments.PaymentEvent;
import io.paylog.api.serialization.MessageSerializer;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import io.paylog.query.payments.PaymentDocument;
import io.paylog.query.testing.PaymentStory;
import io.paylog.query.testing.TestLog;
import io.paylog.query.testing.TestService;
import io.paylog.query.testing.TestSettings;
import io.paylog.query.testing.UnreadableMessage;
import java.time.Clock;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.UnknownSerializedType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStoresExtension.class)
class ProjectionRuntimeTest {

    private static final Failures FAILURES = new Failures("test", Clock.systemUTC());
    private final TestLog log = new TestLog();

    private static UnknownSerializedType fromTheFuture() {
        return new UnknownSerializedType(
                MessageSerializer.create(), new SimpleSerializedObject<>("{}", String.class, "payment.disputed", "1"));
    }

    @Test
    void an_event_of_unknown_type_stops_the_projection_and_is_never_skipped(LocalStores stores) {
        try (TestService service = TestService.start(stores, log, TestService.newDatabase())) {
            log.append(PaymentStory.of("p-1", "org-1", 10).created(), CREATED_AT);
            long unknown = log.append("p-2", fromTheFuture(), CREATED_AT);
            log.append(PaymentStory.of("p-3", "org-1", 10).created(), CREATED_AT);
            ProjectionRuntime<PaymentDocument, PaymentEvent> payments = service.payments();

            await().until(() -> payments.status().state() == ProjectionStatus.State.FAILING);
            await().until(() -> payments.failures() > 4);

            assertThat(payments.status().problem()).contains("position " + unknown, "payment.disputed");
            assertThat(payments.position().current()).isLessThan(unknown);
            assertThat(payments.collection().countDocuments(Filters.eq("_id", "p-3")))
                    .isZero();
            assertThat(payments.collection().countDocuments(Filters.eq("_id", "p-1")))
                    .isOne();
            assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void an_error_in_a_batch_is_told_and_the_batch_repeated(LocalStores stores) {
        PaymentStory story = PaymentStory.of("p-1", "org-1", 10);
        log.append(
                "p-1",
                new UnreadableMessage(story.created(), 1, () -> {
                    throw new OutOfMemoryError("none left");
                }),
                CREATED_AT);
        try (TestService service = TestService.start(stores, log, TestService.newDatabase())) {
            await().until(() -> service.payments().position().current() == 1);

            assertThat(service.payments().failures()).isPositive();
            assertThat(service.payments().collection().countDocuments()).isOne();
        }
    }

    @Test
    void what_comes_before_an_event_that_cannot_be_read_is_seen(LocalStores stores) {
        assertSeenBefore(
                stores,
                () -> log.append(
                        "p-bad",
                        new UnreadableMessage(
                                PaymentStory.of("p-bad", "org-1", 10).created(), Integer.MAX_VALUE, () -> {
                                    throw new SerializationException("not readable");
                                }),
                        CREATED_AT));
    }

    @Test
    void what_comes_before_an_event_that_cannot_follow_is_seen(LocalStores stores) {
        assertSeenBefore(
                stores, () -> log.append(PaymentStory.of("p-bad", "org-1", 10).processed(), CREATED_AT));
    }

    private void assertSeenBefore(LocalStores stores, Runnable bad) {
        for (int n = 0; n < 20; n++) {
            log.append(PaymentStory.of("p-" + n, "org-1", 10).created(), CREATED_AT);
        }
        bad.run();
        try (TestService service = TestService.start(stores, log, TestService.newDatabase())) {
            await().until(() -> service.payments().collection().countDocuments() == 20);
            await().until(() -> service.payments().status().state() == ProjectionStatus.State.FAILING);
            assertThat(service.payments().position().current()).isLessThan(21);
        }
    }

    @Test
    void a_log_that_cannot_be_read_is_a_problem_until_it_can(LocalStores stores) {
        log.unreadable(true);
        long position = log.append(PaymentStory.of("p-1", "org-1", 10).created(), CREATED_AT);
        try (TestService service = TestService.start(stores, log, TestService.newDatabase())) {
            await().until(() -> service.payments().status().state() == ProjectionStatus.State.FAILING);
            assertThat(service.payments().status().problem()).contains("the log cannot be read");
            assertThat(service.payments().failures()).isPositive();

            log.unreadable(false);
            await().until(() -> service.payments().position().current() == position);
            await().until(() -> service.payments().status().state() == ProjectionStatus.State.RUNNING);
        }
    }

    @Test
    void segments_of_a_node_that_died_are_taken_over(LocalStores stores) {
        String database = TestService.newDatabase();
        try (MongoClient client = MongoClients.create(stores.mongoUri())) {
            ProjectionEnvironment died = new ProjectionEnvironment(
                    log, client.getDatabase(database), MessageSerializer.create(), oneSegment());
            died.makeSegments("payments", FAILURES);
            died.tokenStore(FAILURES).fetchToken("payments", 0);
        }
        long position = log.append(PaymentStory.of("p-1", "org-1", 10).created(), CREATED_AT);
        try (TestService service = TestService.start(stores, log, database)) {
            await().until(() -> service.payments().position().current() == position);
        }
    }

    @Test
    void nodes_share_a_view_and_one_goes_on_alone_when_the_other_leaves(LocalStores stores) {
        String database = TestService.newDatabase();
        try (TestService staying = TestService.start(stores, log, database)) {
            try (TestService leaving = TestService.start(stores, log, database)) {
                assertSeen(leaving, append("p-1"), "p-1");
                assertSeen(staying, log.head(), "p-1");
            }
            assertSeen(staying, append("p-2"), "p-2");
        }
    }

    private long append(String id) {
        return log.append(PaymentStory.of(id, "org-1", 10).created(), CREATED_AT);
    }

    private static void assertSeen(TestService service, long position, String id) {
        String required = Long.toString(position);
        await().until(() -> service.get("/api/v1/payments/" + id, "X-Min-Event-Position", required)
                        .statusCode()
                == 200);
        await().until(() -> service.get("/api/v1/payments?organizationId=org-1", "X-Min-Event-Position", required)
                        .statusCode()
                == 200);
    }

    @Test
    void a_node_that_finds_a_part_of_the_segments_makes_the_others_before_it_works(LocalStores stores) {
        String database = TestService.newDatabase();
        try (MongoClient client = MongoClients.create(stores.mongoUri())) {
            ProjectionEnvironment interrupted = new ProjectionEnvironment(
                    log, client.getDatabase(database), MessageSerializer.create(), oneSegment());
            interrupted.makeSegments("payments", FAILURES);
        }
        long position = log.append(PaymentStory.of("p-1", "org-1", 10).created(), CREATED_AT);
        try (TestService service = TestService.start(stores, log, database)) {
            await().until(() -> service.payments().position().current() == position);

            assertThat(service.bean(ProjectionEnvironment.class)
                            .storedPositions()
                            .of("payments"))
                    .containsOnlyKeys(0, 1, 2, 3);
        }
    }

    private static ProjectionSettings oneSegment() {
        return TestSettings.projections(1);
    }

    @Test
    void segments_that_were_merged_are_not_made_again(LocalStores stores) {
        String database = TestService.newDatabase();
        try (TestService service = TestService.start(stores, log, database)) {
            service.bean(ProjectionLifecycle.class).stop();
            TokenStore tokens = service.bean(ProjectionEnvironment.class).tokenStore(FAILURES);
            tokens.fetchToken("payments", 3);
            tokens.deleteToken("payments", 3);
        }
        try (TestService service = TestService.start(stores, log, database)) {
            assertThat(service.bean(ProjectionEnvironment.class)
                            .storedPositions()
                            .of("payments"))
                    .containsOnlyKeys(0, 1, 2);
        }
    }

    @Test
    void a_view_of_another_life_of_the_log_is_refused_and_not_served(LocalStores stores) {
        String database = TestService.newDatabase();
        long position = log.append(PaymentStory.of("p-1", "org-1", 10).created(), CREATED_AT);
        try (TestService service = TestService.start(stores, log, database)) {
            assertThat(service.get("/api/v1/payments/p-1", "X-Min-Event-Position", Long.toString(position))
                            .statusCode())
                    .isEqualTo(200);
        }
        log.epoch("epoch-2");
        try (TestService service = TestService.start(stores, log, database)) {
            assertThat(service.payments().status().state()).isEqualTo(ProjectionStatus.State.REFUSED);
            assertThat(service.get("/api/v1/payments/p-1").body()).contains("view-unavailable", "\"retryable\":false");
            assertThat(service.get("/api/v1/payments?organizationId=o", "X-Min-Event-Position", "99")
                            .body())
                    .contains("view-unavailable");
            assertThat(service.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
        }
    }

    @Test
    void a_view_goes_on_where_it_was(LocalStores stores) {
        String database = TestService.newDatabase();
        PaymentStory story = PaymentStory.of("p-1", "org-1", 10);
        long created = log.append(story.created(), CREATED_AT);
        try (TestService service = TestService.start(stores, log, database)) {
            await().until(() -> service.payments().position().current() == created);
        }
        long processed = log.append(story.processed(), CREATED_AT);
        try (TestService service = TestService.start(stores, log, database)) {
            assertThat(service.get("/api/v1/payments/p-1", "X-Min-Event-Position", Long.toString(processed))
                            .body())
                    .contains("\"status\":\"COMPLETED\",", "\"version\":2");
        }
    }
}
