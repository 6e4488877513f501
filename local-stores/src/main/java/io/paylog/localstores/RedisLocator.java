package io.paylog.localstores;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Chooses the Redis: the first kind that there is. */
record RedisLocator(Environment environment) {

    RunningRedis locate(LocalStoresOptions options, DataDirectory directory) {
        Optional<String> configured = environment.value("REDIS_URI");
        if (configured.isPresent()) {
            return configured(configured.get());
        }
        Path folder = directory.folder("redis");
        return environment
                .executable("redis-server")
                .map(found -> RedisServer.start(RedisKind.REDIS_SERVER, found, options, folder, environment))
                .orElseGet(() -> EmbeddedRedis.start(options, folder, environment));
    }

    private static RunningRedis configured(String uri) {
        try {
            URI address = URI.create(uri);
            RedisProbe.ping(address);
            // without what stands before the @: it may be a password
            String line = "Redis: REDIS_URI (" + address.getHost() + ")";
            return new FoundRedis(RedisKind.URI, uri, List.of(line), () -> {});
        } catch (IOException | IllegalArgumentException e) {
            throw new LocalStoresException(
                    "REDIS_URI is set, but no Redis answers there (unset it to use another): " + e.getMessage(), e);
        }
    }
}
