package io.paylog.query;

import static io.paylog.query.testing.PaymentStory.CREATED_AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import io.paylog.query.testing.PaymentStory;
import io.paylog.query.testing.TestLog;
import io.paylog.query.testing.TestService;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(LocalStoresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class QueryServiceTest {

    private final TestLog log = new TestLog();
    private final JsonMapper json = new JsonMapper();
    private TestService service;

    @BeforeAll
    void start(LocalStores stores) {
        service = TestService.start(stores, log, TestService.newDatabase());
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void a_payment_is_read_as_its_events_left_it() {
        PaymentStory story = PaymentStory.of("p-read", "org-1", 1999);
        log.append(story.created(), CREATED_AT);
        long position = log.append(story.processed(), CREATED_AT.plusSeconds(1));

        HttpResponse<String> answer =
                service.get("/api/v1/payments/p-read", "X-Min-Event-Position", Long.toString(position));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).contains("\"2\"");
        JsonNode body = json.readTree(answer.body());
        assertThat(body.toString()).isEqualTo("");
    }
}
