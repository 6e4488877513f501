package io.paylog.query.caching;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears messages of other nodes through Redis, and knows whether it hears them all. Messages and answers to pings come in
 * one stream and in order: an answer says that everything published before its ping has been heard. So what rests on the
 * messages is believed for the time of a lease from the last ping that was answered.
 */
final class ChangeChannel {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeChannel.class);
    private static final int PINGS_FOR_EACH_LEASE = 4;

    private final RedisClient client;
    private final RedisURI uri;
    private final String name;
    private final long leaseNanos;
    private boolean connecting;
    private @Nullable StatefulRedisPubSubConnection<String, String> connection;
    private boolean subscribed;
    private int session;
    private volatile Listener listener = Listener.NOBODY;
    private volatile @Nullable Long leasedUntilNanos;

    interface Listener {

        Listener NOBODY = new Listener() {
            @Override
            public void heard(String message) {}

            @Override
            public void missed() {}

            @Override
            public void pulse() {}
        };

        void heard(String message);

        /** Messages may have been missed. */
        void missed();

        /** Called several times in a lease, on a thread that must not be held up. */
        void pulse();
    }

    ChangeChannel(RedisClient client, RedisURI uri, String name, Duration lease) {
        this.client = client;
        this.uri = uri;
        this.name = name;
        this.leaseNanos = lease.toNanos();
    }

    synchronized void begin(Listener hearing) {
        listener = hearing;
        // Ends with the client.
        Future<?> _ = client.getResources()
                .eventExecutorGroup()
                .scheduleWithFixedDelay(this::tend, 0, leaseNanos / PINGS_FOR_EACH_LEASE, TimeUnit.NANOSECONDS);
    }

    /** Whether everything that was published before the time of a lease has been heard. */
    boolean delivers() {
        Long until = leasedUntilNanos;
        return until != null && System.nanoTime() - until < 0;
    }

    private void tend() {
        keepUp();
        listener.pulse();
    }

    private synchronized void keepUp() {
        try {
            StatefulRedisPubSubConnection<String, String> current = connection;
            if (current == null) {
                connect();
            } else if (subscribed) {
                ping(current);
            } else if (current.isOpen()) {
                // Asked again as long as there is no answer.
                Future<?> _ = current.async().subscribe(name);
            }
        } catch (RuntimeException failure) {
            LOG.debug("The channel {} could not be tended", name, failure);
        }
    }

    private void connect() {
        if (!connecting) {
            CompletionStage<StatefulRedisPubSubConnection<String, String>> attempt =
                    client.connectPubSubAsync(StringCodec.UTF8, uri);
            // Before it is heard of the attempt: it may have ended already.
            connecting = true;
            attempt.whenComplete(this::connected);
        }
    }

    private synchronized void connected(
            @Nullable StatefulRedisPubSubConnection<String, String> made, @Nullable Throwable failure) {
        connecting = false;
        if (made != null) {
            made.addListener(new Messages());
            made.addListener(new Losses());
            connection = made;
        }
    }

    private void ping(StatefulRedisPubSubConnection<String, String> current) {
        long sentNanos = System.nanoTime();
        int asked = session;
        current.async().ping().thenRun(() -> answered(asked, sentNanos));
    }

    private synchronized void answered(int asked, long sentNanos) {
        // A ping that was repeated on the next connection says nothing of what came before it there.
        if (asked == session) {
            leasedUntilNanos = sentNanos + leaseNanos;
        }
    }

    private synchronized void enter(boolean nowSubscribed) {
        session++;
        subscribed = nowSubscribed;
        leasedUntilNanos = null;
        listener.missed();
    }

    private final class Messages extends RedisPubSubAdapter<String, String> {

        @Override
        public void message(String channel, String message) {
            listener.heard(message);
        }

        @Override
        public void subscribed(String channel, long count) {
            enter(true);
        }
    }

    private final class Losses implements RedisConnectionStateListener {

        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
            enter(false);
        }
    }
}
