package io.paylog.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One of the two services. */
final class RunningService extends Server {

    private final Http http;

    private RunningService(String name, Http http, Consumer<Map<String, String>> environment, List<String> arguments) {
        super(name, () -> JavaProcess.start(name, environment, arguments), process -> http.isUp());
        this.http = http;
    }

    /** Starts the service, and does not wait for it. */
    static RunningService launch(String name, TestStores stores, List<String> settings) {
        return launch(name, stores, inherited -> {}, settings);
    }

    /** @param environment changes what the service would inherit from the environment of the tests */
    static RunningService launch(
            String name, TestStores stores, Consumer<Map<String, String>> environment, List<String> settings) {
        return launch(
                name,
                environment,
                Stream.concat(stores.settings().stream(), settings.stream()).toList());
    }

    /** @param settings all of them, also where the stores are */
    static RunningService launch(String name, Consumer<Map<String, String>> environment, List<String> settings) {
        return launch(name, environment, TrainedJar.arguments(name), settings);
    }

    /** @param java what comes after {@code java} on the command line, up to the jar */
    static RunningService launch(
            String name, Consumer<Map<String, String>> environment, List<String> java, List<String> settings) {
        int port = Ports.free();
        List<String> arguments = new ArrayList<>(java);
        arguments.add("--server.port=" + port);
        arguments.addAll(settings);
        return new RunningService(name, new Http("http://127.0.0.1:" + port), environment, arguments);
    }

    Http http() {
        return http;
    }
}
