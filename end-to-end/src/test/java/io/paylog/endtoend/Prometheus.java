package io.paylog.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A Prometheus of this machine with the settings that ship, but for where the services are and how often it looks. */
final class Prometheus implements AutoCloseable {

    private static final String COMMAND = "prometheus";
    private static final Duration START = Duration.ofMinutes(2);

    private final Process process;
    private final Path log;
    private final Http http;

    private Prometheus(Process process, Path log, Http http) {
        this.process = process;
        this.log = log;
        this.http = http;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** Skips the test where none is installed. */
    static Prometheus start(Path folder, Http commands, Http queries) throws IOException {
        assumeThat(isInstalled())
                .as("prometheus is not on the PATH, so that nothing scrapes the services")
                .isTrue();
        Files.writeString(folder.resolve(Shipped.ALERTS), Shipped.prometheus(Shipped.ALERTS));
        Path settings = Files.writeString(folder.resolve("prometheus.yml"), settings(commands, queries));
        Path log = folder.resolve("prometheus.log");
        int port = Ports.free();
        Process process = new ProcessBuilder(
                        COMMAND,
                        "--config.file=" + settings,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Prometheus started = new Prometheus(process, log, new Http("http://127.0.0.1:" + port));
        started.awaitReady();
        return started;
    }

    private static boolean isInstalled() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, COMMAND)));
    }

    private static String settings(Http commands, Http queries) throws IOException {
        String shipped = Shipped.prometheus("prometheus.yml");
        String here = shipped.replace("command-service:8080", address(commands))
                .replace("query-service:8081", address(queries))
                .replaceAll("(?m)_interval: .*$", "_interval: 2s")
                .replaceAll("(?m)_timeout: .*$", "_timeout: 2s");
        assertThat(here).contains(address(commands), address(queries), "_interval: 2s");
        return here;
    }

    private static String address(Http service) {
        return service.baseUrl().replace("http://", "");
    }

    private void awaitReady() {
        await("Prometheus")
                .atMost(START)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> {
                    if (!process.isAlive()) {
                        throw new AssertionError("Prometheus ended: " + Files.readString(log));
                    }
                    return http.get("/-/ready").status() == 200;
                });
    }

    /** What it is scraping. */
    List<JsonNode> targets() throws IOException {
        return data("/api/v1/targets").path("activeTargets").valueStream().toList();
    }

    List<JsonNode> rules() throws IOException {
        return data("/api/v1/rules")
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
    }

    /** Pending, or firing. */
    List<JsonNode> alerts() throws IOException {
        return data("/api/v1/alerts").path("alerts").valueStream().toList();
    }

    /** The series that the query brings at this moment. */
    List<JsonNode> query(PromQl query) throws IOException {
        String text = query.text().replace("$__rate_interval", "1m");
        return data("/api/v1/query?query=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                .path("result")
                .valueStream()
                .toList();
    }

    private JsonNode data(String path) throws IOException {
        Http.Answer answer = http.get(path);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().path("status").asString(""))
                .as(answer.toString())
                .isEqualTo("success");
        return answer.json().path("data");
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(START.toSeconds(), TimeUnit.SECONDS).join();
    }
}
