package io.paylog.query.testing;

import io.paylog.localstores.LocalStores;
import io.paylog.query.QueryServiceApplication;
import io.paylog.query.projecting.Log;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The service on a free port, over a log in memory and views of its own, spoken to over HTTP. */
public final class TestService implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    private TestService(ConfigurableApplicationContext context) {
        this.context = context;
        this.port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public static String newDatabase() {
        return "views_" + UUID.randomUUID().toString().replace("-", "");
    }

    public static TestService start(LocalStores stores, Log log, String database, String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "--server.port=0";
        all[1] = "--paylog.mongodb.uri=" + stores.mongoUri();
        all[2] = "--paylog.mongodb.view-database=" + database;
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return new TestService(QueryServiceApplication.builder()
                .initializers(context -> ((GenericApplicationContext) context).registerBean(Log.class, () -> log))
                .run(all));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** @param headers names and values by turns */
    public HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
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
