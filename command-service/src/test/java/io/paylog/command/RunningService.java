package io.paylog.command;

import java.net.URI;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.servlet.client.RestTestClient;

/**
 * A command service that has been started, and a client of it.
 *
 * @param uri where it is reached, without a path
 */
record RunningService(ConfigurableApplicationContext context, URI uri, RestTestClient http) implements AutoCloseable {

    static RunningService of(ConfigurableApplicationContext context) {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        URI uri = URI.create("http://127.0.0.1:" + port);
        return new RunningService(
                context,
                uri,
                RestTestClient.bindToServer().baseUrl(uri.toString()).build());
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
