package io.paylog.standalone;

import io.paylog.command.CommandServiceApplication;
import io.paylog.localstores.LocalStores;
import io.paylog.query.QueryServiceApplication;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;

/** The two services and their stores; whatever was started is stopped in reverse order when the JVM ends. */
final class PaymentSystem implements AutoCloseable {

    private final Keeping keeping;
    private final Ports ports;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private List<String> stores = List.of();

    private PaymentSystem(Keeping keeping, Ports ports) {
        this.keeping = keeping;
        this.ports = ports;
    }

    static PaymentSystem start(Keeping keeping, Ports ports) {
        // Keeps quiet what libraries log before the services have set up logging; the stores report by themselves.
        LoggingSystem.get(PaymentSystem.class.getClassLoader()).beforeInitialize();
        PaymentSystem system = new PaymentSystem(keeping, ports);
        Runtime.getRuntime().addShutdownHook(new Thread(system::close, "stop"));
        system.start();
        return system;
    }

    private void start() {
        LocalStores localStores = LocalStores.start(keeping.stores());
        opened(localStores);
        stores = localStores.describe();
        opened(run(CommandServiceApplication.builder(), ports.command(), localStores));
        opened(run(QueryServiceApplication.builder(), ports.query(), localStores));
    }

    private ConfigurableApplicationContext run(SpringApplicationBuilder service, int port, LocalStores localStores) {
        return service.registerShutdownHook(false)
                .logStartupInfo(false)
                .initializers(context -> context.getBeanFactory().registerSingleton("logPlace", keeping.log()))
                .run(arguments(Map.of(
                        "server.port", String.valueOf(port),
                        "paylog.query-url", queryUrl(),
                        // One log of two services: the first one's name would stand on the lines of both.
                        "logging.include-application-name", "false",
                        // Whoever presses Ctrl-C wants it to stop.
                        "paylog.http.drain", "0s",
                        "paylog.mongodb.uri", localStores.mongoUri(),
                        "paylog.redis.uri", localStores.redisUri().orElse(""),
                        // Warns of a store without replicas, which the welcome says louder.
                        "logging.level.io.paylog.eventstore.ReplicaSetCheck", "error")));
    }

    private static String[] arguments(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
    }

    private void opened(AutoCloseable resource) {
        synchronized (started) {
            started.push(resource);
        }
    }

    String commandUrl() {
        return "http://" + Ports.HOST + ":" + ports.command();
    }

    String queryUrl() {
        return "http://" + Ports.HOST + ":" + ports.query();
    }

    /** Lines about the stores, for a person. */
    List<String> stores() {
        return stores;
    }

    /** What becomes of the data when the system stops, for a person. */
    String farewell() {
        return keeping.farewell();
    }

    @Override
    public void close() {
        synchronized (started) {
            while (!started.isEmpty()) {
                closeQuietly(started.pop());
            }
        }
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            System.err.println("Could not stop " + resource.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }
}
