package io.paylog.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import io.paylog.localstores.junit.LossyProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What customers and their users are called, have bought and say, is no business of those who read the log. */
@ExtendWith(LocalStoresExtension.class)
@SuppressWarnings("NullAway.Init")
class PersonalDataTest {

    /** In every value that must not be logged, in the case that libraries might change it to as well. */
    private static final String MARK = "zqx";

    /** What ships, and all that can be asked for of the service's own. */
    private static final Map<String, Level> LEVELS =
            Map.of("ROOT", Level.WARN, "io.paylog", Level.DEBUG, "io.paylog.command.gateway", Level.DEBUG);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newHttpClient();
    private LossyProxy proxy;
    private RunningService service;

    @BeforeEach
    void start(LocalStores stores) throws IOException {
        proxy = new LossyProxy(stores.mongoUri());
        service = RunningService.of(TestService.startAt(
                proxy.uri(),
                TestService.newDatabases(),
                "--paylog.gateway.max-backoff=500ms",
                "--paylog.gateway.lease=2s"));
    }

    @AfterEach
    void stop() throws IOException {
        proxy.heal();
        service.close();
        proxy.close();
        client.close();
    }

    @Test
    void nothing_that_a_client_says_of_people_is_logged_whatever_becomes_of_it() throws Exception {
        try (CapturedLog log = new CapturedLog(LEVELS)) {
            accepted();
            refused();
            misunderstood();
            withoutGateway();
            withoutStore();

            assertThat(log.text()).contains("503 store-unavailable");
            assertEachCorrelated(log, "gave no answer to p-4:charge:1", "ProcessPayment b-1 accepted", "503 store");
            assertThat(log.text()
                            .lines()
                            .filter(line -> line.toLowerCase(Locale.ROOT).contains(MARK)))
                    .isEmpty();
        }
    }

    private static void assertEachCorrelated(CapturedLog log, String... parts) {
        for (String part : parts) {
            assertThat(log.text().lines().filter(line -> line.contains(part)))
                    .as(part)
                    .isNotEmpty()
                    .allMatch(line -> line.contains("correlationId=corr-1"), "of the request");
        }
    }

    private void accepted() {
        create("p-1", "pm_ok");
        awaitStatus("p-1", "pm_ok", "COMPLETED");
        expect(201, send("POST", "/p-1/refunds", "{\"id\":\"r-1\",\"amount\":1,\"reason\":\"zqx reason\"}"));
        expect(200, send("PATCH", "/p-1", "{\"description\":\"zqx other\",\"metadata\":{\"zqx\":\"zqx\"}}"));
        create("p-2", "pm_zqx");
        awaitStatus("p-2", "pm_zqx", "FAILED");
        expect(200, send("DELETE", "/p-2?reason=zqx+reason", ""));
        expect(200, send("POST", "/bulk", "{\"payments\":[" + payment("b-1", "pm_ok") + ",{\"userId\":\"zqx\"}]}"));
    }

    private void refused() {
        expect(409, send("POST", "", payment("p-1", "pm_zqx")));
        expect(422, send("POST", "/p-1/refunds", "{\"id\":\"r-9\",\"amount\":100000,\"reason\":\"zqx reason\"}"));
        expect(409, send("DELETE", "/p-1?reason=zqx", ""));
        expect(409, send("POST", "/p-1/retry", "{\"attempt\":2,\"paymentMethod\":\"pm_zqx\"}"));
        expect(404, send("POST", "/p-none/refunds", "{\"id\":\"r-9\",\"reason\":\"zqx\"}"));
    }

    private void misunderstood() {
        List.of(
                        "{\"userId\":\"zqx",
                        "zqx",
                        "\"zqx\"",
                        "{\"zqx\":1}",
                        "{\"userId\":{\"zqx\":\"zqx\"}}",
                        "{\"amount\":\"zqx\"}",
                        "{\"amount\":1.5,\"description\":\"zqx\",\"currency\":\"zqx\"}",
                        "{\"metadata\":{\"zqx\":{\"zqx\":1}}}",
                        payment("p-3", "pm_ok").replace("zqx-user", "zqx user with blanks"),
                        payment("p-3", "pm_ok").replace("zqx text", "zqx \\u0000"),
                        payment("p-3", "pm_ok").replace("zqx text", "zqx " + "x".repeat(5_000)),
                        payment("p-3", "pm_ok").replace("EUR", "ZQX"))
                .forEach(body -> expect(400, send("POST", "", body)));
        expect(400, send("PATCH", "/p-1", "{\"metadata\":\"zqx\"}"));
        expect(400, send("DELETE", "/p-1?reason=" + "zqx".repeat(500), ""));
        expect(400, send("DELETE", "/p-1?zqx=zqx", ""));
    }

    private void withoutGateway() {
        create("p-4", "pm_unavailable");
        create("p-5", "pm_timeout_once");
        awaitStatus("p-5", "pm_timeout_once", "COMPLETED");
    }

    /** Answers are lost, and then the store itself; clients come all the time. */
    private void withoutStore() throws IOException {
        proxy.loseAnswersFrom("insert");
        createMany("lost");
        proxy.heal();
        awaitStored("p-6");
        proxy.cut();
        expect(503, createMany("cut").getLast());
        proxy.heal();
        awaitStored("p-7");
    }

    private void awaitStored(String id) {
        String body = payment(id, "pm_ok");
        await().atMost(PATIENCE).until(() -> send("POST", "", body).statusCode() == 201);
    }

    private List<HttpResponse<String>> createMany(String name) {
        return IntStream.range(0, 5)
                .parallel()
                .mapToObj(i -> send("POST", "", payment(name + i, "pm_zqx")))
                .toList();
    }

    private void create(String id, String method) {
        expect(201, send("POST", "", payment(id, method)));
    }

    private void awaitStatus(String id, String method, String status) {
        await().atMost(PATIENCE)
                .until(() -> send("POST", "", payment(id, method)).body().contains("\"status\":\"" + status + "\""));
    }

    private static String payment(String id, String method) {
        return """
                {"id":"%s","organizationId":"org-7","userId":"zqx-user","amount":1000,"currency":"EUR",\
                "paymentMethod":"%s","description":"zqx text","metadata":{"zqx-key":"zqx-value"}}""".formatted(id, method);
    }

    private static void expect(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    private HttpResponse<String> send(String method, String path, String body) {
        try {
            String type = method.equals("PATCH") ? "application/merge-patch+json" : "application/json";
            return client.send(
                    HttpRequest.newBuilder(service.uri().resolve(OverHttp.PAYMENTS + path))
                            .header("Content-Type", type)
                            .header("X-Correlation-Id", "corr-1")
                            .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
