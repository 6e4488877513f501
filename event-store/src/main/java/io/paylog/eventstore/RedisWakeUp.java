package io.paylog.eventstore;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces over Redis publish/subscribe, and to listeners in this JVM directly. While Redis is away, other processes
 * are left to their polling; the connection comes back by itself.
 */
public final class RedisWakeUp implements WakeUp {

    public static final String DEFAULT_CHANNEL = "paylog:event-log";

    private static final Logger log = LoggerFactory.getLogger(RedisWakeUp.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    /** Nobody waits for these answers but a thread of this class; a process that starts is slow at first. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    private static final Duration MAX_RECONNECT_DELAY = Duration.ofSeconds(2);
    private static final int MAX_COMMANDS_IN_FLIGHT = 1_000;

    private final LocalWakeUp local = new LocalWakeUp();
    private final String channel;
    private final ClientResources resources;
    private final RedisClient client;
    private final ScheduledExecutorService connector = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("redis-wake-up").factory());
    private final AtomicBoolean away = new AtomicBoolean();
    private volatile boolean subscribed;

    private @Nullable StatefulRedisPubSubConnection<String, String> subscribing; // of the connector's thread
    private volatile @Nullable StatefulRedisConnection<String, String> publishing;
    private volatile boolean closed;

    private RedisWakeUp(String redisUri, String channel) {
        this.channel = channel;
        resources = ClientResources.builder()
                .reconnectDelay(
                        Delay.exponential(Duration.ofMillis(100), MAX_RECONNECT_DELAY, 2, TimeUnit.MILLISECONDS))
                .build();
        RedisURI uri = StoreUris.redis(redisUri);
        uri.setTimeout(ANSWER_TIMEOUT);
        client = RedisClient.create(resources, uri);
        client.addListener(connections());
        client.setOptions(ClientOptions.builder()
                .autoReconnect(true)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MAX_COMMANDS_IN_FLIGHT)
                .socketOptions(SocketOptions.builder().connectTimeout(TIMEOUT).build())
                .build());
    }

    /** As {@link #connect(String, String)} on {@link #DEFAULT_CHANNEL}, and shows whether Redis is connected. */
    public static RedisWakeUp connect(String redisUri, MeterRegistry meters) {
        RedisWakeUp wakeUp = connect(redisUri, DEFAULT_CHANNEL);
        StoreMeters.show(StoreMeters.REDIS, wakeUp::isConnected, meters);
        return wakeUp;
    }

    /**
     * Returns at once and connects in the background, now or when Redis is there.
     *
     * @param redisUri for example {@code redis://127.0.0.1:6379}
     * @param channel one for each event log
     */
    public static RedisWakeUp connect(String redisUri, String channel) {
        RedisWakeUp wakeUp = new RedisWakeUp(redisUri, channel);
        wakeUp.connector.execute(wakeUp::connectOrRetry);
        return wakeUp;
    }

    private void connectOrRetry() {
        try {
            if (subscribing == null) {
                subscribing = subscribe();
            }
            publishing = client.connect();
            present();
        } catch (RuntimeException e) {
            absent(e);
            var _ = connector.schedule(this::connectOrRetry, MAX_RECONNECT_DELAY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** In both directions: it can tell others, and hears of them. */
    private boolean isConnected() {
        StatefulRedisConnection<String, String> connection = publishing;
        return subscribed && connection != null && connection.isOpen();
    }

    private StatefulRedisPubSubConnection<String, String> subscribe() {
        StatefulRedisPubSubConnection<String, String> connection = client.connectPubSub();
        try {
            connection.addListener(new RedisPubSubAdapter<>() {
                @Override
                public void message(String from, String message) {
                    received(message);
                }

                @Override
                public void subscribed(String to, long count) {
                    subscribed = true;
                }
            });
            connection.addListener(new RedisConnectionStateListener() {
                @Override
                public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
                    subscribed = false;
                }
            });
            connection.sync().subscribe(channel); // repeated by the client whenever it reconnects
            return connection;
        } catch (RuntimeException e) {
            connection.close();
            subscribed = false;
            throw e;
        }
    }

    private void received(String message) {
        try {
            local.announce(Long.parseLong(message));
        } catch (NumberFormatException e) {
            log.debug("Not a position on channel {}: {}", channel, message);
        }
    }

    @Override
    public void announce(long position) {
        local.announce(position);
        StatefulRedisConnection<String, String> connection = publishing;
        if (connection == null) {
            return;
        }
        try {
            var _ = connection
                    .async()
                    .publish(channel, Long.toString(position))
                    .whenComplete((receivers, failure) -> noteOutcome(failure));
        } catch (RuntimeException e) {
            absent(e);
        }
    }

    private void noteOutcome(@Nullable Throwable failure) {
        if (failure == null) {
            present();
        } else {
            absent(failure);
        }
    }

    /** Whether or not there is anything to announce. */
    private RedisConnectionStateListener connections() {
        return new RedisConnectionStateListener() {
            @Override
            public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
                present();
            }

            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
                absent(new IOException("the connection was closed"));
            }
        };
    }

    private void present() {
        if (away.compareAndSet(true, false)) {
            log.info("Redis is back: other processes are told of new events again");
        }
    }

    private void absent(Throwable cause) {
        if (!closed && away.compareAndSet(false, true)) {
            log.warn("Redis is away, other processes notice new events by polling: {}", cause.toString());
        }
    }

    @Override
    public boolean isOpen() {
        return subscribed;
    }

    @Override
    public Registration listen(LongConsumer listener) {
        return local.listen(listener);
    }

    @Override
    public void close() {
        closed = true;
        connector.shutdownNow();
        local.close();
        client.shutdown(Duration.ZERO, TIMEOUT);
        resources.shutdown(0, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).awaitUninterruptibly(TIMEOUT.toMillis());
    }
}
