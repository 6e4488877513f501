package io.paylog.localstores;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The stores as a process of their own: prints {@code MONGODB_URI=}, {@code REDIS_URI=} (only if there is one) and then
 * {@code READY} on standard output, what was found on standard error, and stops what it started on SIGTERM.
 */
@Command(name = "local-stores", mixinStandardHelpOptions = true, description = "A MongoDB and a Redis on this machine")
public final class LocalStoresMain implements Callable<Integer> {

    @Option(names = "--data", description = "Where the data live (default: temporary)")
    private @Nullable Path data;

    @Option(names = "--mongo-port", description = "0: a free one", defaultValue = "0")
    private int mongoPort;

    @Option(names = "--redis-port", description = "0: a free one", defaultValue = "0")
    private int redisPort;

    @Option(names = "--members", description = "Members of a replica set started here: 1 or 3", defaultValue = "1")
    private int members;

    @Option(names = "--no-redis", description = "Start no Redis")
    private boolean noRedis;

    @Option(names = "--fresh", description = "Delete the data first")
    private boolean fresh;

    public static void main(String... arguments) {
        CommandLine commandLine = new CommandLine(new LocalStoresMain());
        commandLine.setExecutionExceptionHandler((failure, line, parsed) -> {
            line.getErr().println(failure.getMessage());
            return 1;
        });
        System.exit(commandLine.execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        LocalStoresOptions options = new LocalStoresOptions(data, members, mongoPort, redisPort, false, false, fresh);
        LocalStores stores = LocalStores.start(options, Environment.ofProcess(), !noRedis);
        Runtime.getRuntime().addShutdownHook(new Thread(stores::close, "stop-local-stores"));
        stores.describe().forEach(System.err::println);
        System.out.println("MONGODB_URI=" + stores.mongoUri());
        stores.redisUri().ifPresent(uri -> System.out.println("REDIS_URI=" + uri));
        System.out.println("READY");
        new CountDownLatch(1).await();
        return 0;
    }
}
