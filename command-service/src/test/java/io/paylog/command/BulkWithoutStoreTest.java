package io.paylog.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.paylog.eventstore.EventLog;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import io.paylog.localstores.junit.LossyProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.MediaType;

/** The store goes away in the middle of a bulk request, and comes back. */
@ExtendWith(LocalStoresExtension.class)
class BulkWithoutStoreTest {

    private static final int ITEMS = 400;

    private static LossyProxy proxy;
    private static RunningService service;

    @BeforeAll
    static void start(LocalStores stores) throws IOException {
        proxy = new LossyProxy(stores.mongoUri());
        service = RunningService.of(TestService.startAt(
                proxy.uri(),
                stores,
                TestService.newDatabases(),
                "--paylog.bulk.concurrency=4",
                "--paylog.bulk.start-within=5s"));
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        proxy.close();
    }

    @Test
    void what_was_not_stored_is_told_item_by_item_and_stored_when_the_request_is_repeated() {
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(BulkWithoutStoreTest::bulk);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> service.bean(EventLog.class).head() > 5);

        proxy.cut();

        String results = answer.join();
        List<Integer> statuses = JsonPath.read(results, "$.results[*].status");
        assertThat(statuses).hasSize(ITEMS).containsOnly(201, 503).contains(201, 503);
        assertThat(JsonPath.<List<Boolean>>read(results, "$.results[*].problem.retryable"))
                .containsOnly(true);
        assertThat(JsonPath.<List<String>>read(results, "$.results[*].problem.code"))
                .isSubsetOf("store-unavailable", "outcome-unknown", "not-begun")
                .contains("not-begun");

        proxy.heal();

        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(JsonPath.<List<Integer>>read(bulk(), "$.results[*].status"))
                        .containsOnly(201));
    }

    private static String bulk() {
        String items = IntStream.range(0, ITEMS)
                .mapToObj(i -> OverHttp.payment("p-" + i, "pm_slow"))
                .collect(Collectors.joining(","));
        return String.valueOf(service.http()
                .post()
                .uri(OverHttp.PAYMENTS + "/bulk")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"payments\":[" + items + "]}")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
