package io.paylog.query.caching;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way to Redis. When Redis is away or slow there is no answer, quickly; it is then left alone for a while. */
public final class RedisAccess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisAccess.class);
    private static final int WINDOW = 10;

    private final RedisSettings settings;
    private final RedisClient client;
    private final RedisURI uri;
    private final LazyConnection connection;
    private final CircuitBreaker breaker;

    public RedisAccess(RedisSettings settings) {
        this.settings = settings;
        this.uri = settings.parsed();
        this.client = RedisClient.create(uri);
        client.setOptions(options(settings));
        this.connection = new LazyConnection(client, uri, settings.connectTimeout());
        this.breaker = CircuitBreaker.of("redis", breakerConfig(settings));
        connection.begin();
        breaker.getEventPublisher().onStateTransition(event -> {
            switch (event.getStateTransition()) {
                case CLOSED_TO_OPEN -> LOG.warn("Redis does not answer; MongoDB serves all reads until it does");
                case HALF_OPEN_TO_CLOSED -> LOG.info("Redis answers again");
                default -> {}
            }
        });
    }

    private static ClientOptions options(RedisSettings settings) {
        return ClientOptions.builder()
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.connectTimeout())
                        .build())
                .timeoutOptions(TimeoutOptions.enabled(settings.commandTimeout()))
                // A command that waits for a connection would be late when it runs.
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(settings.queueLimit())
                .build();
    }

    private static CircuitBreakerConfig breakerConfig(RedisSettings settings) {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(WINDOW)
                .minimumNumberOfCalls(WINDOW / 2)
                .waitDurationInOpenState(settings.pauseAfterFailures())
                .permittedNumberOfCallsInHalfOpenState(2)
                .build();
    }

    /** Has the listener called whenever a connection comes or goes: Redis may have other data then. It must be fast. */
    void onConnectionChange(Runnable listener) {
        client.addListener(new ConnectionChanges(listener));
    }

    /** A channel that is not listened to yet. */
    ChangeChannel channel(String name, Duration lease) {
        return new ChangeChannel(client, uri, name, lease);
    }

    /** @return the answer, or nothing: Redis is away, slow, or was lately */
    public <T> Optional<T> ask(Function<RedisAsyncCommands<String, String>, ? extends CompletionStage<T>> command) {
        if (!breaker.tryAcquirePermission()) {
            return Optional.empty();
        }
        long start = System.nanoTime();
        try {
            T answer = command.apply(connection.get().async())
                    .toCompletableFuture()
                    .get(2 * settings.commandTimeout().toMillis(), TimeUnit.MILLISECONDS);
            breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            return Optional.of(answer);
        } catch (InterruptedException interrupted) {
            breaker.releasePermission();
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException | RuntimeException failure) {
            LOG.debug("Redis failed", failure);
            breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, failure);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        client.shutdown(0, settings.connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }
}
