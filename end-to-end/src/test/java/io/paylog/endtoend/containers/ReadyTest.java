package io.paylog.endtoend.containers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The script by which a container is found healthy. */
class ReadyTest {

    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @Test
    void a_service_is_healthy_as_long_as_it_says_that_it_is_ready() throws Exception {
        AtomicInteger status = new AtomicInteger(503);
        HttpServer service = HttpServer.create(ANY, 0);
        service.createContext("/actuator/health/readiness", exchange -> {
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        service.start();
        int port = service.getAddress().getPort();

        assertThat(isHealthy(port)).isFalse();
        status.set(200);
        assertThat(isHealthy(port)).isTrue();
        service.stop(0);
        assertThat(isHealthy(port)).isFalse();
    }

    @Test
    void a_service_that_does_not_answer_is_not_healthy() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(isHealthy(silent.getLocalPort())).isFalse();
        }
    }

    private static boolean isHealthy(int port) throws IOException, InterruptedException {
        ProcessBuilder check = new ProcessBuilder(
                Compose.ROOT.resolve("deploy/containers/ready").toString());
        check.environment().put("SERVER_PORT", Integer.toString(port));
        return check.redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    }
}
