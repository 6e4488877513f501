package io.paylog.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import io.paylog.eventstore.EventLog;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import io.paylog.localstores.junit.LossyProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
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

    private static final List<String> ALL =
            IntStream.range(0, 400).mapToObj(i -> "p-" + i).toList();

    private static LossyProxy proxy;
    private static RunningService service;

    @BeforeAll
    static void start(LocalStores stores) throws IOException {
        proxy = new LossyProxy(stores.mongoUri());
        String databases = TestService.newDatabases();
        service = RunningService.of(CommandServiceApplication.builder()
                .run(
                        "--server.port=0",
                        "--paylog.mongodb.uri=" + proxy.uri(),
                        "--paylog.mongodb.event-database=events_" + databases,
                        "--paylog.mongodb.command-database=commands_" + databases,
                        "--paylog.bulk.concurrency=4",
                        "--paylog.bulk.start-within=5s"));
    }

    @AfterAll
    static void stop() throws IOException {
        service.close();
        proxy.close();
    }

    @Test
    void what_was_not_stored_is_told_item_by_item_and_stored_when_it_is_asked_for_again() {
        CompletableFuture<DocumentContext> answer = CompletableFuture.supplyAsync(() -> bulk(ALL));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> service.bean(EventLog.class).head() > 5);

        proxy.cut();

        DocumentContext results = answer.join();
        assertThat(results.<List<Integer>>read("$.results[*].status"))
                .hasSize(ALL.size())
                .containsOnly(201, 503)
                .contains(201, 503);
        assertThat(results.<List<Boolean>>read("$.results[*].problem.retryable"))
                .containsOnly(true);
        assertThat(results.<List<String>>read("$.results[*].problem.code"))
                .isSubsetOf("store-unavailable", "outcome-unknown", "overloaded", "not-begun")
                .contains("not-begun");

        proxy.heal();

        List<String> notStored = new ArrayList<>(refused(results));
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            List<String> stillNot = refused(bulk(notStored));
            notStored.retainAll(stillNot);
            return notStored.isEmpty();
        });
        assertThat(bulk(ALL.subList(0, 20)).<List<Integer>>read("$.results[*].status"))
                .containsOnly(201);
    }

    private static List<String> refused(DocumentContext results) {
        return results.read("$.results[?(@.status != 201)].id");
    }

    private static DocumentContext bulk(List<String> ids) {
        String items = ids.stream().map(id -> OverHttp.payment(id, "pm_slow")).collect(Collectors.joining(","));
        return JsonPath.parse(String.valueOf(service.http()
                .post()
                .uri(OverHttp.PAYMENTS + "/bulk")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"payments\":[" + items + "]}")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody()));
    }
}
