package io.paylog.query.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.localstores.LocalStores;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running service over a real log that tests append to. Each test has payments and organizations of its own. */
public final class QueryFixture implements AutoCloseable {

    public static final String MIN_POSITION = "X-Min-Event-Position";

    private final JsonMapper json = new JsonMapper();
    private final TestRedis redis;
    private final RecordedPayments log;
    private final TestService service;

    private QueryFixture(TestRedis redis, RecordedPayments log, TestService service) {
        this.redis = redis;
        this.log = log;
        this.service = service;
    }

    static QueryFixture start(LocalStores stores) {
        TestRedis redis = TestRedis.start();
        String events = TestService.newDatabase();
        RecordedPayments log = new RecordedPayments(stores, events);
        return new QueryFixture(redis, log, TestService.start(stores, events, TestService.newDatabase(), redis.uri()));
    }

    public TestRedis redis() {
        return redis;
    }

    public RecordedPayments log() {
        return log;
    }

    public TestService service() {
        return service;
    }

    public JsonNode body(HttpResponse<String> answer) {
        return json.readTree(answer.body());
    }

    /** An answer from a view that has the position. */
    public HttpResponse<String> fresh(String path, long position) {
        HttpResponse<String> answer = service.get(path, MIN_POSITION, Long.toString(position), "Prefer", "wait=10");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    public JsonNode page(String path, long position) {
        return body(fresh(path, position));
    }

    /** Everything in a list, page by page. */
    public List<JsonNode> walk(String list, long position) {
        List<JsonNode> walked = new ArrayList<>();
        String cursor = "";
        boolean more = true;
        while (more) {
            JsonNode page = page(list + cursor, position);
            page.get("data").forEach(walked::add);
            more = page.get("hasMore").asBoolean();
            assertThat(page.has("nextCursor")).isEqualTo(more);
            cursor = more ? "&cursor=" + page.get("nextCursor").asString() : "";
        }
        return walked;
    }

    public void assertProblem(HttpResponse<String> answer, int status, String code, boolean retryable) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(body(answer).get("code").asString()).isEqualTo(code);
        assertThat(body(answer).get("retryable").asBoolean()).isEqualTo(retryable);
    }

    @Override
    public void close() {
        service.close();
        log.close();
        redis.close();
    }
}
