package io.paylog.localstores;

import java.util.List;
import java.util.Optional;

/** A Redis that answers, or the absence of one. Closing stops it if it was started here. */
interface RunningRedis extends AutoCloseable {

    RedisKind kind();

    Optional<String> uri();

    List<String> describe();

    @Override
    void close();

    /** No Redis, and why. */
    static RunningRedis none(String reason) {
        return new RunningRedis() {
            @Override
            public RedisKind kind() {
                return RedisKind.NONE;
            }

            @Override
            public Optional<String> uri() {
                return Optional.empty();
            }

            @Override
            public List<String> describe() {
                return List.of("Redis: NONE, CACHES ARE OFF. " + reason);
            }

            @Override
            public void close() {
                // nothing was started
            }
        };
    }
}
