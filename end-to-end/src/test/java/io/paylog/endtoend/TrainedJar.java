package io.paylog.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The jar of a service, taken apart, and beside it a cache of what the JVM has learned at one start: so the many starts of
 * these tests cost a third. Made once for each build of the jar, for all test processes.
 */
final class TrainedJar {

    private static final Map<String, TrainedJar> KNOWN = new ConcurrentHashMap<>();

    private static final Duration TRAINING = Duration.ofMinutes(5);

    private final String service;
    private final Path packed;
    private final Path home;

    private TrainedJar(String service) {
        this.service = service;
        this.packed = Path.of(System.getProperty("jar." + service));
        this.home =
                Path.of(System.getProperty("logs")).resolveSibling("trained").resolve(service);
    }

    /** What comes after {@code java} on the command line of the service. */
    static List<String> arguments(String service) {
        return KNOWN.computeIfAbsent(service, TrainedJar::ready).arguments();
    }

    private static TrainedJar ready(String service) {
        TrainedJar jar = new TrainedJar(service);
        try {
            jar.prepare();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }

    private void prepare() throws IOException {
        Path lock = Files.createDirectories(home.getParent()).resolve(service + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            if (!isOfThisBuild()) {
                extract();
                train();
            }
        }
    }

    private boolean isOfThisBuild() throws IOException {
        return Files.exists(cache())
                && Files.getLastModifiedTime(cache()).compareTo(Files.getLastModifiedTime(packed)) > 0;
    }

    private Path jar() {
        return home.resolve(packed.getFileName());
    }

    private Path cache() {
        return home.resolve("start.aot");
    }

    private void extract() {
        List<String> extraction = List.of(
                "-Djarmode=tools", "-jar", packed.toString(), "extract", "--force", "--destination", home.toString());
        try (JavaProcess extracting = JavaProcess.start("extract-" + service, extraction)) {
            if (extracting.exitCode(TRAINING) != 0) {
                throw new IllegalStateException(extracting.output());
            }
        }
    }

    private void train() throws IOException {
        Path data = Files.createTempDirectory("training");
        Path learned = home.resolve("start.aot.new");
        try (TestStores stores = new TestStores(data)) {
            RunningService pupil = RunningService.launch(
                    service,
                    inherited -> {},
                    List.of("-XX:AOTCacheOutput=" + learned, "-jar", jar().toString()),
                    stores.settings());
            pupil.awaitUp();
            pupil.terminate();
            pupil.exitCode(TRAINING);
        }
        Files.move(learned, cache(), StandardCopyOption.REPLACE_EXISTING);
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        arguments.add("-XX:AOTCache=" + cache());
        arguments.addAll(List.of("-jar", jar().toString()));
        return arguments;
    }
}
