package io.paylog.query.caching;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.net.SocketAddress;

/**
 * Both ends of a connection for commands: a command may be faster on a new one than the news of it. Connections for
 * messages carry no values.
 */
record ConnectionChanges(Runnable listener) implements RedisConnectionStateListener {

    @Override
    public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
        changed(connection);
    }

    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
        changed(connection);
    }

    private void changed(RedisChannelHandler<?, ?> connection) {
        if (!(connection instanceof StatefulRedisPubSubConnection)) {
            listener.run();
        }
    }
}
