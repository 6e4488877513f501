package io.paylog.query;

import static io.paylog.query.testing.PaymentStory.CREATED_AT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paylog.api.money.Money;
import io.paylog.api.payments.Billing;
import io.paylog.api.payments.OrganizationId;
import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.payments.UserId;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import io.paylog.localstores.junit.LossyProxy;
import io.paylog.query.testing.PaymentStory;
import io.paylog.query.testing.RecordedPayments;
import io.paylog.query.testing.TestService;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What payments say of people, and what is asked about them, is no business of those who read the log. */
@ExtendWith({LocalStoresExtension.class, OutputCaptureExtension.class})
@SuppressWarnings("NullAway.Init")
class PersonalDataTest {

    private static final Billing BILLING = new Billing(new OrganizationId("org-1"), new UserId("zqx"), null, null);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
    private LossyProxy line;
    private RecordedPayments log;
    private TestService service;

    @BeforeEach
    void start(LocalStores stores) throws IOException {
        String events = TestService.newDatabase();
        log = new RecordedPayments(stores, events);
        line = new LossyProxy(stores.mongoUri());
        service = TestService.start(line, events, TestService.newDatabase());
        logging.setLogLevel("io.paylog", LogLevel.DEBUG);
    }

    @AfterEach
    void stop() throws IOException {
        logging.setLogLevel("io.paylog", LogLevel.INFO);
        line.heal();
        service.close();
        line.close();
        log.close();
    }

    @Test
    void nothing_that_payments_say_of_people_is_logged_nor_what_is_asked_about_them(CapturedOutput output) {
        read(append("p-1"));
        for (String wrong : List.of(
                "?zqx=1",
                "?organizationId=zqx%20",
                "?organizationId=a&cursor=zqx",
                "?organizationId=a&from=zqx",
                "?organizationId=a&sort=zqx",
                "/zqx%20zqx")) {
            assertThat(service.get("/api/v1/payments" + wrong).statusCode()).isEqualTo(400);
        }
        line.cut();
        long position = append("p-2");
        assertThat(service.get("/api/v1/payments?organizationId=zqx").statusCode())
                .isEqualTo(503);
        await("the alarm").atMost(PATIENCE).until(() -> output.getOut().contains("ALARM"));
        line.heal();
        read(position);

        assertThat(output.getAll())
                .contains("is answered 503 store-unavailable")
                .doesNotContain("zqx");
    }

    private long append(String id) {
        PaymentStory story = new PaymentStory(new PaymentId(id), BILLING, Money.of(10, "EUR"));
        Map<String, String> metadata = Map.of("userId", "zqx", "reason", "zqx reason");
        Map<String, String> pairs = Map.of("zqx-key", "zqx-value");
        log.append(story.created(), metadata, CREATED_AT);
        log.append(story.updated("zqx text", pairs, PaymentStatus.PROCESSING), metadata, CREATED_AT);
        log.append(story.failed(), metadata, CREATED_AT);
        return log.append(story.deleted("zqx reason"), metadata, CREATED_AT);
    }

    private void read(long position) {
        await().atMost(PATIENCE)
                .until(() -> service.get(
                                        "/api/v1/payments?organizationId=org-1",
                                        "X-Min-Event-Position",
                                        Long.toString(position))
                                .statusCode()
                        == 200);
    }
}
