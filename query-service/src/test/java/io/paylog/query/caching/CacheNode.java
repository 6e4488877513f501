package io.paylog.query.caching;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.paylog.localstores.junit.LossyProxy;
import io.paylog.query.testing.TestRedis;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.util.unit.DataSize;

/** One node's caches, over a line to Redis that may be cut. Every answer is checked against the view. */
final class CacheNode implements AutoCloseable {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TestView view;
    private final LossyProxy line;
    private final Caches caches;
    private final LayeredCache<String> cache;

    CacheNode(TestRedis redis, TestView view) throws IOException {
        this.view = view;
        this.line = new LossyProxy(redis.uri());
        RedisSettings redisSettings = new RedisSettings(
                "redis://127.0.0.1:" + URI.create(line.uri()).getPort(),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofMillis(100),
                1000);
        CacheSettings settings = new CacheSettings(
                Duration.ofMinutes(10), 10, DataSize.ofMegabytes(1), Duration.ofMinutes(10), Duration.ofMillis(400));
        this.caches = new Caches(redisSettings, settings, meters);
        this.cache = caches.payments(new PlainText());
        cache.open("g1", 0);
    }

    LossyProxy line() {
        return line;
    }

    /** @return the position of the event */
    long write(String id) {
        Held<String> written = view.write(id);
        cache.store(Map.of(id, written));
        return written.position();
    }

    Held<String> read(String id, long minPosition) {
        Held<String> answer = cache.get(id, minPosition, () -> view.read(id));
        assertThat(answer.upTo()).isGreaterThanOrEqualTo(minPosition);
        view.assertTrue(id, answer);
        return answer;
    }

    boolean readsFromMemory(String id) {
        double before = hitsInMemory();
        read(id, 0);
        return hitsInMemory() > before;
    }

    double hitsInMemory() {
        return meters.get("paylog.cache.gets")
                .tags("level", "local", "result", "hit")
                .counter()
                .count();
    }

    @Override
    public void close() throws IOException {
        caches.close();
        line.close();
    }
}
