package io.paylog.endtoend;

import static org.awaitility.Awaitility.await;

import io.paylog.endtoend.containers.Compose;
import io.paylog.endtoend.containers.Dockerfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A service that is laid out, configured and started as its image and the compose file say, but for ports and stores. */
final class ImageRun extends Server {

    private static final Duration AT_MOST = Duration.ofMinutes(5);

    private final Http http;

    private ImageRun(String service, Path directory, Map<String, String> environment, Http http) {
        super(service, () -> start(service, directory, environment), process -> isReady(environment));
        this.http = http;
    }

    static ImageRun of(String service, Path directory, TestStores stores) throws IOException {
        layOut(service, directory);
        int port = Ports.free();
        Map<String, String> environment = new HashMap<>(Dockerfile.read().environment(service));
        environment.putAll(Compose.read().service(service).environment());
        stores.settings().forEach(setting -> {
            String[] parts = setting.substring("--".length()).split("=", 2);
            environment.put(parts[0].replaceAll("[.-]", "_").toUpperCase(Locale.ROOT), parts[1]);
        });
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("SERVER_PORT", Integer.toString(port));
        return new ImageRun(service, directory, environment, new Http("http://127.0.0.1:" + port));
    }

    /** The jar in the layers that it is taken apart into, one over the other. */
    private static void layOut(String service, Path directory) throws IOException {
        Path jar = Files.createDirectories(directory).resolve("service.jar");
        Files.copy(Path.of(System.getProperty("jar." + service)), jar);
        Path layers = directory.resolve("layers");
        List<String> extract = Dockerfile.read().extraction().stream()
                .map(word -> word.replace("/layers/$service", layers.toString()))
                .toList();
        try (JavaProcess extraction =
                JavaProcess.run("extract-" + service, inherited -> {}, own(extract, directory, List.of()))) {
            await("the layers of " + service).atMost(AT_MOST).until(() -> !extraction.isAlive());
            if (extraction.exitCode() != 0) {
                throw new IOException(extraction.output());
            }
        }
        Files.delete(jar);
        for (String copied : Dockerfile.read().layers(service)) {
            copyAll(layers.resolve(Path.of("/layers", service).relativize(Path.of(copied))), directory);
        }
    }

    private static void copyAll(Path source, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = target.resolve(source.relativize(file));
                Files.createDirectories(copy.resolveSibling("."));
                Files.copy(file, copy);
            }
        }
    }

    private static JavaProcess start(String service, Path directory, Map<String, String> environment) {
        // The share of the container's memory, not of this machine's: it wins over the percentage.
        Dockerfile dockerfile = Dockerfile.read();
        String heap = "-Xmx"
                + Compose.read().service(service).memory()
                        * Long.parseLong(dockerfile.option(service, "MaxRAMPercentage"))
                        / 100;
        List<String> command = own(dockerfile.entryPoint(service), directory, List.of(heap));
        return JavaProcess.run(
                service,
                inherited -> {
                    inherited.clear();
                    inherited.putAll(environment);
                },
                command);
    }

    /** The command line with the Java of these tests, options more, and where the jar is. */
    private static List<String> own(List<String> command, Path directory, List<String> options) {
        List<String> own = new ArrayList<>(command);
        own.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        own.set(own.indexOf("service.jar"), directory.resolve("service.jar").toString());
        own.addAll(1, options);
        return own;
    }

    private static boolean isReady(Map<String, String> environment) {
        ProcessBuilder check = new ProcessBuilder(
                Compose.ROOT.resolve("deploy/containers/ready").toString());
        check.environment().putAll(environment);
        try {
            return check.redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Http http() {
        return http;
    }
}
