package io.paylog.endtoend;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The two services, started with the commands of README on other ports and other stores. */
final class ServicesApart implements AutoCloseable {

    private static final String MONGODB = "mongodb://127.0.0.1:27017/?replicaSet=rs0";
    private static final String REDIS = "redis://127.0.0.1:6379";

    private final Http commands = new Http("http://127.0.0.1:" + Ports.free());
    private final Http queries = new Http("http://127.0.0.1:" + Ports.free());
    private final TestStores stores;
    private final Server commandService;
    private final Server queryService;

    /** Starts both, and does not wait for them. */
    ServicesApart(List<String> typed, TestStores stores) {
        this.stores = stores;
        commandService = launch(one(typed, "command-service"), commands);
        queryService = launch(one(typed, "query-service"), queries);
    }

    private static String one(List<String> typed, String service) {
        List<String> found = typed.stream()
                .filter(command -> command.startsWith("java -jar " + service + "/target/"))
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException("no single command starts the " + service + ": " + typed);
        }
        return found.getFirst();
    }

    private Server launch(String typed, Http http) {
        String command = "cd ..; exec "
                + typed.replace(MONGODB, stores.mongoUri())
                        .replace(REDIS, stores.redisUri())
                        .replace("http://127.0.0.1:8081", queries.baseUrl());
        Predicate<JavaProcess> up = process -> http.isUp();
        return new Server(
                typed, () -> JavaProcess.run("apart", it -> environment(it, http), List.of("bash", "-c", command)), up);
    }

    private void environment(Map<String, String> environment, Http http) {
        Path java = Path.of(System.getProperty("java.home"), "bin");
        environment.put("PATH", java + ":" + environment.get("PATH"));
        environment.put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx512m");
        environment.put("SERVER_PORT", http.baseUrl().replaceAll(".*:", ""));
        environment.putAll(stores.variables());
    }

    void awaitUp() {
        commandService.awaitUp();
        queryService.awaitUp();
    }

    Http commands() {
        return commands;
    }

    Http queries() {
        return queries;
    }

    @Override
    public void close() {
        commandService.kill();
        queryService.kill();
    }
}
