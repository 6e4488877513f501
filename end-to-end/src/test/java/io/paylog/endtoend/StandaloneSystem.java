package io.paylog.endtoend;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What {@code ./run} starts, on ports and data of its own.
 *
 * @param keeping the option that says where the data are
 */
record StandaloneSystem(String keeping, int commandPort, int queryPort) {

    private static final Duration START = Duration.ofSeconds(90);

    static StandaloneSystem in(Path folder) {
        return new StandaloneSystem("--data=" + folder.resolve("data"), Ports.free(), Ports.free());
    }

    /** On the same ports. */
    StandaloneSystem inMemory() {
        return new StandaloneSystem("--memory", commandPort, queryPort);
    }

    Http commands() {
        return new Http("http://127.0.0.1:" + commandPort);
    }

    Http queries() {
        return new Http("http://127.0.0.1:" + queryPort);
    }

    /** Starts it and waits until a person would be told so. */
    JavaProcess start(String... options) {
        JavaProcess system = launch(options);
        await().atMost(START).until(() -> {
            if (!system.isAlive()) {
                throw new IllegalStateException(system.output());
            }
            return system.output().contains("Ctrl-C")
                    && commands().isUp()
                    && queries().isUp();
        });
        return system;
    }

    /** Starts it and does not wait. */
    JavaProcess launch(String... options) {
        return launch(Map.of(), options);
    }

    /** Starts it where these variables are set, and does not wait. */
    JavaProcess launch(Map<String, String> environment, String... options) {
        List<String> arguments = new ArrayList<>(JavaProcess.ACCESS);
        arguments.addAll(List.of(
                "-jar",
                System.getProperty("jar.standalone"),
                keeping,
                "--command-port=" + commandPort,
                "--query-port=" + queryPort));
        arguments.addAll(List.of(options));
        return JavaProcess.start(
                "standalone",
                inherited -> {
                    inherited.keySet().removeAll(Set.of("MONGODB_URI", "REDIS_URI"));
                    inherited.putAll(environment);
                },
                arguments);
    }

    /** What documentation says, with its ports replaced by these. */
    String onItsPorts(String text) {
        return text.replace("127.0.0.1:8080", "127.0.0.1:" + commandPort)
                .replace("127.0.0.1:8081", "127.0.0.1:" + queryPort);
    }

    /** The same data on other ports. */
    StandaloneSystem onAnyPorts() {
        return new StandaloneSystem(keeping, 0, 0);
    }
}
