package io.paylog.query.caching;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import java.net.SocketAddress;

/** Both ends of a connection: a command may be faster on a new one than the news of it. */
record ConnectionChanges(Runnable listener) implements RedisConnectionStateListener {

    @Override
    public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
        listener.run();
    }

    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
        listener.run();
    }
}
