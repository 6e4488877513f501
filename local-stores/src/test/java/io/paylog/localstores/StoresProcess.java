package io.paylog.localstores;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@link LocalStoresMain} in a JVM of its own. */
final class StoresProcess implements AutoCloseable {

    private final Process process;
    private final Map<String, String> announced = new HashMap<>();
    private final StringBuilder output = new StringBuilder();

    private StoresProcess(Process process) {
        this.process = process;
    }

    /** Starts it and reads what it says until it is ready or has ended. */
    static StoresProcess start(Path data, String... options) throws IOException {
        StoresProcess started = launch(Map.of(), data, options);
        started.listen();
        return started;
    }

    /** Starts it and does not wait. */
    static StoresProcess launch(Map<String, String> environment, Path data, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                LocalStoresMain.class.getName(),
                "--data",
                data.toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new StoresProcess(builder.start());
    }

    private void listen() throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null && !line.equals("READY"); line = lines.readLine()) {
            output.append(line).append('\n');
            int equals = line.indexOf('=');
            if (equals > 0) {
                announced.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
    }

    String announced(String name) {
        String value = announced.get(name);
        if (value == null) {
            throw new IllegalStateException("No " + name + " in:\n" + output);
        }
        return value;
    }

    String output() {
        return output.toString();
    }

    Process process() {
        return process;
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
