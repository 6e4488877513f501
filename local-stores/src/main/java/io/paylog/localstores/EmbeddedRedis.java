package io.paylog.localstores;

import java.io.IOException;
import java.nio.file.Path;
import redis.embedded.core.ExecutableProvider;

/** The executable that embedded-redis carries for this system, run like any other. */
final class EmbeddedRedis {

    private EmbeddedRedis() {}

    static RunningRedis start(LocalStoresOptions options, Path folder, Environment environment) {
        String why = "REDIS_URI is not set, no redis-server is on the PATH";
        try {
            Path executable = ExecutableProvider.newJarResourceProvider(folder.toFile())
                    .get()
                    .toPath()
                    .toAbsolutePath();
            return RedisServer.start(RedisKind.EMBEDDED, executable, options, folder, environment);
        } catch (IOException | RuntimeException e) {
            return RunningRedis.none(why + ", and the one carried along does not run here: " + advice(e));
        }
    }

    private static String advice(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("libssl.so.3") ? "it needs libssl.so.3 (OpenSSL 3), which is not installed." : message;
    }
}
