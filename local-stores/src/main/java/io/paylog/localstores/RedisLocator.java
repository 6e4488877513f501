package io.paylog.localstores;

/** Chooses the Redis. */
final class RedisLocator {

    @SuppressWarnings("UnusedVariable")
    private final Environment environment;

    RedisLocator(Environment environment) {
        this.environment = environment;
    }

    @SuppressWarnings("UnusedVariable")
    RunningRedis locate(LocalStoresOptions options, DataDirectory directory) {
        return RunningRedis.none("");
    }
}
