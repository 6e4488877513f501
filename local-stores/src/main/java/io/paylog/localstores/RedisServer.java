package io.paylog.localstores;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A {@code redis-server} started here: a cache, so nothing on disk and a stated bound in memory. */
final class RedisServer {

    private static final String NAME = "redis";
    private static final Duration START = Duration.ofSeconds(20);
    private static final String MEMORY = "256mb";

    private RedisServer() {}

    /** @throws LocalStoresException with the end of its log, if it does not start */
    static RunningRedis start(
            RedisKind kind, Path executable, LocalStoresOptions options, Path folder, Environment environment) {
        ChildProcess.stopOrphan(NAME, folder);
        int port = Ports.orFree(options.redisPort(), "Redis");
        ChildProcess process = ChildProcess.start(NAME, command(executable, port, folder), folder, environment);
        try {
            process.await(() -> RedisProbe.answers(port), START);
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
        String line = "Redis: " + executable + " on 127.0.0.1:" + port + ", " + MEMORY + ", nothing kept on disk";
        return new FoundRedis(kind, "redis://127.0.0.1:" + port, List.of(line), process::close);
    }

    static List<String> command(Path executable, int port, Path folder) {
        return List.of(
                executable.toString(),
                "--bind",
                "127.0.0.1",
                "--protected-mode",
                "yes",
                "--port",
                Integer.toString(port),
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                folder.toString(),
                "--daemonize",
                "no",
                "--maxmemory",
                MEMORY,
                "--maxmemory-policy",
                "allkeys-lru");
    }
}
