package io.paylog.query.caching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.ConnectionFuture;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.paylog.query.testing.TestRedis;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChangeChannelTest {

    private static final RedisURI NOWHERE = RedisURI.create("redis://127.0.0.1:1");

    /** The driver does so when the refusal is there before it has returned. */
    private static final class Refused extends RedisClient {

        private final AtomicInteger attempts = new AtomicInteger();

        private Refused() {
            super(null, NOWHERE);
        }

        @Override
        public <K, V> ConnectionFuture<StatefulRedisPubSubConnection<K, V>> connectPubSubAsync(
                RedisCodec<K, V> codec, RedisURI uri) {
            attempts.incrementAndGet();
            return ConnectionFuture.from(
                    InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort()),
                    CompletableFuture.failedFuture(new RedisConnectionException("refused")));
        }
    }

    @Test
    void a_channel_that_was_refused_at_once_is_tried_again() {
        try (Refused client = new Refused()) {
            new ChangeChannel(client, NOWHERE, "changes", Duration.ofMillis(40)).begin(ChangeChannel.Listener.NOBODY);

            await().until(() -> client.attempts.get() >= 3);
        }
    }

    @Test
    void a_channel_that_was_there_before_its_redis_delivers_when_there_is_one() {
        TestRedis.assumeThere();
        try (TestRedis redis = TestRedis.start();
                RedisClient client = RedisClient.create(redis.uri())) {
            redis.stop();
            ChangeChannel channel =
                    new ChangeChannel(client, RedisURI.create(redis.uri()), "changes", Duration.ofMillis(400));
            CountDownLatch tended = new CountDownLatch(3);
            channel.begin(onPulse(tended::countDown));
            await().until(() -> tended.getCount() == 0);
            assertThat(channel.delivers()).isFalse();
            redis.startAgain();

            await().until(channel::delivers);
        }
    }

    private static ChangeChannel.Listener onPulse(Runnable action) {
        return new ChangeChannel.Listener() {
            @Override
            public void heard(String message) {}

            @Override
            public void missed() {}

            @Override
            public void pulse() {
                action.run();
            }
        };
    }
}
