package io.paylog.localstores;

import java.util.List;
import java.util.Optional;

/** A Redis as it was found or started; what stops it comes along. */
record FoundRedis(RedisKind kind, String address, List<String> describe, Runnable stop) implements RunningRedis {

    @Override
    public Optional<String> uri() {
        return Optional.of(address);
    }

    @Override
    public void close() {
        stop.run();
    }
}
