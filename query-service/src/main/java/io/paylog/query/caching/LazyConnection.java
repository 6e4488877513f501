package io.paylog.query.caching;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A connection that need not be there when the process starts. Nobody waits for it: as long as there is none, asking for
 * it fails, and has another attempt made now and then. Once made, the driver renews it by itself.
 */
final class LazyConnection {

    private final RedisClient client;
    private final RedisURI uri;
    private final long pauseNanos;
    private @Nullable CompletableFuture<StatefulRedisConnection<String, String>> attempt;
    private long attemptedAtNanos;

    LazyConnection(RedisClient client, RedisURI uri, Duration pause) {
        this.client = client;
        this.uri = uri;
        this.pauseNanos = pause.toNanos();
    }

    synchronized void begin() {
        attempt = client.connectAsync(StringCodec.UTF8, uri).toCompletableFuture();
        attemptedAtNanos = System.nanoTime();
    }

    /** @throws RedisConnectionException if there is no connection yet */
    synchronized StatefulRedisConnection<String, String> get() {
        if (attempt == null || mayTryAgain(attempt)) {
            begin();
        }
        CompletableFuture<StatefulRedisConnection<String, String>> current = attempt;
        if (current != null && current.isDone() && !current.isCompletedExceptionally()) {
            return current.join();
        }
        throw new RedisConnectionException("there is no connection to Redis yet");
    }

    private boolean mayTryAgain(CompletableFuture<?> current) {
        return current.isCompletedExceptionally() && System.nanoTime() - attemptedAtNanos > pauseNanos;
    }
}
