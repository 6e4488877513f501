package io.paylog.query.testing;

import io.paylog.api.payments.PaymentEvent;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LossyProxy;
import io.paylog.query.QueryServiceApplication;
import io.paylog.query.payments.PaymentDocument;
import io.paylog.query.projecting.Log;
import io.paylog.query.projecting.ProjectionRuntime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The service on a free port, spoken to over HTTP. */
public final class TestService implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    private TestService(ConfigurableApplicationContext context) {
        this.context = context;
        this.port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public static String newDatabase() {
        return "test_" + UUID.randomUUID().toString().replace("-", "");
    }

    /**
     * Over a log in memory, and without caches.
     *
     * @param settings such as {@code --paylog.lists.max-changed=2}
     */
    public static TestService start(LocalStores stores, Log log, String database, String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--paylog.http.drain=0s",
                "--paylog.mongodb.uri=" + stores.mongoUri(),
                "--paylog.mongodb.view-database=" + database));
        all.addAll(List.of(settings));
        return new TestService(QueryServiceApplication.builder()
                .initializers(context -> ((GenericApplicationContext) context).registerBean(Log.class, () -> log))
                .run(all.toArray(String[]::new)));
    }

    /** Over the log in the stores. */
    public static TestService start(LocalStores stores, String eventDatabase, String viewDatabase, String redisUri) {
        return new TestService(QueryServiceApplication.builder()
                .run(
                        "--server.port=0",
                        "--paylog.http.drain=0s",
                        "--paylog.mongodb.uri=" + stores.mongoUri(),
                        "--paylog.mongodb.event-database=" + eventDatabase,
                        "--paylog.mongodb.view-database=" + viewDatabase,
                        "--paylog.redis.uri=" + redisUri));
    }

    /** Over the log in a store that is reached through a line that may be cut; without caches. */
    public static TestService start(LossyProxy line, String eventDatabase, String viewDatabase) {
        return new TestService(QueryServiceApplication.builder()
                .run(
                        "--server.port=0",
                        "--paylog.http.drain=0s",
                        "--paylog.mongodb.uri=" + line.uri(),
                        "--paylog.mongodb.server-selection-timeout=1s",
                        "--paylog.mongodb.event-database=" + eventDatabase,
                        "--paylog.mongodb.view-database=" + viewDatabase));
    }

    /** Where it is reached, without a path. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public ApplicationContext context() {
        return context;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** The projection of payments, of however many there are. */
    @SuppressWarnings("unchecked") // as its configuration declares it
    public ProjectionRuntime<PaymentDocument, PaymentEvent> payments() {
        return context.getBean("paymentsProjection", ProjectionRuntime.class);
    }

    /** @param headers names and values by turns */
    public HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri().resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        client.close();
        context.close();
    }
}
