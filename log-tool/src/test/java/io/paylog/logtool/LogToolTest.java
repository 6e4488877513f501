package io.paylog.logtool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Sorts;
import io.paylog.eventstore.EventEntry;
import io.paylog.eventstore.EventLog;
import io.paylog.eventstore.EventLogRefusedException;
import io.paylog.eventstore.EventLogSettings;
import io.paylog.eventstore.ImportedPart;
import io.paylog.eventstore.LogArchive;
import io.paylog.eventstore.LoggedCommit;
import io.paylog.eventstore.WakeUp;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The tool as a process of its own, with the little memory that the script gives it. */
@ExtendWith(LocalStoresExtension.class)
class LogToolTest {

    private static final int COMMITS = 20_000;
    private static final int BATCH = 1_000;

    /** Together more than the tool has memory for. */
    private static final String PAYLOAD = "{\"text\":\"" + "paylog ".repeat(600) + "\"}";

    private static final List<String> MEMORY = List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    @TempDir
    private Path directory;

    private MongoClient client;
    private String mongoUri;
    private String from;
    private String to;
    private Path file;

    @BeforeEach
    void begin(LocalStores stores) {
        mongoUri = stores.mongoUri();
        client = MongoClients.create(mongoUri);
        from = database();
        to = database();
        file = directory.resolve("log.jsonl.gz");
    }

    private static String database() {
        return "log_" + UUID.randomUUID().toString().substring(0, 8);
    }

    @AfterEach
    void end() {
        client.getDatabase(from).drop();
        client.getDatabase(to).drop();
        client.close();
    }

    @Test
    void a_log_larger_than_the_memory_is_exported_and_imported_although_both_are_killed() throws Exception {
        fill(COMMITS);

        killOnce(() -> size(directory.resolve("log.jsonl.gz.part")) > 50_000, "export", file.toString(), from);
        assertThat(file).doesNotExist();
        assertThat(run("export", file.toString(), from)).isZero();

        killOnce(() -> commits(to).estimatedDocumentCount() > COMMITS / 10, "import", file.toString(), to);
        assertThatExceptionOfType(EventLogRefusedException.class)
                .isThrownBy(() -> EventLog.open(settings(to), WakeUp.none()))
                .withMessageContaining("being imported");
        assertThat(run("import", file.toString(), to)).isZero();

        assertSameDocuments();
        try (EventLog restored = EventLog.open(settings(to), WakeUp.none())) {
            assertThat(restored.head()).isEqualTo(COMMITS);
        }
    }

    @Test
    void exit_codes_say_whether_repeating_helps() throws Exception {
        fill(10);
        String name = file.toString();

        assertThat(run("verify", name, from)).isEqualTo(Failures.REFUSED);
        assertThat(run("export", name, to)).as("no log").isEqualTo(Failures.REFUSED);
        assertThat(run("export", name, from)).isZero();
        assertThat(run("export", name, from)).as("no overwriting").isEqualTo(Failures.REFUSED);
        assertThat(run("export", name, from, "--overwrite")).isZero();
        assertThat(run("export", name + "2", from, "--from", "x")).isEqualTo(Failures.USAGE);
        assertThat(run("export", name + "2", from, "--from", "0")).isEqualTo(Failures.USAGE);
        assertThat(run("export", name + "2", from, "--wait", "601")).isEqualTo(Failures.USAGE);
        assertThat(run("export", name + "2", from, "--from", "8")).isZero();
        assertThat(run("export", name + "3", from, "--uri", "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=1"))
                .isEqualTo(Failures.REPEAT);
        assertThat(run("export", directory.resolve("nowhere/x").toString(), from))
                .isEqualTo(Failures.REFUSED);
        assertThat(output()).contains("no folder " + directory.resolve("nowhere"));
        assertThat(run("verify", name + "/x", from)).isEqualTo(Failures.REFUSED);
        assertThat(run("verify", name, from, "--against-database")).isZero();
        assertThat(run("import", name, from)).as("not empty").isEqualTo(Failures.REFUSED);
        assertThat(run("import", name, to)).isZero();

        commits(to).deleteOne(new Document("_id", 5L));
        assertThat(run("verify", name, to, "--against-database")).isEqualTo(Failures.REFUSED);
        Files.write(file, List.of("nothing"));
        assertThat(run("verify", name, from)).isEqualTo(Failures.REFUSED);
    }

    private EventLogSettings settings(String database) {
        return EventLogSettings.of(mongoUri, database).withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(60));
    }

    /** Past the appender, which takes its time with each commit. */
    private void fill(int commits) {
        try (LogArchive archive = LogArchive.connect(settings(from))) {
            ImportedPart all = new ImportedPart("source", 1, commits, "none");
            archive.beginImport(all);
            for (int done = 0; done < commits; done += BATCH) {
                archive.insert(LongStream.rangeClosed(done + 1, Math.min(done + BATCH, commits))
                        .mapToObj(LogToolTest::commit)
                        .toList());
            }
            archive.finishImport(all);
        }
    }

    private static LoggedCommit commit(long position) {
        EventEntry event = new EventEntry("e-" + position, "thing", null, Instant.EPOCH, PAYLOAD + position, "{}");
        return new LoggedCommit(
                position, "Thing", "a-" + position / 3, position % 3, position, "c-" + position, List.of(event));
    }

    private MongoCollection<Document> commits(String database) {
        return client.getDatabase(database).getCollection("commits");
    }

    private static long size(Path path) {
        try {
            return Files.exists(path) ? Files.size(path) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private void killOnce(BooleanSupplier inTheMiddle, String... arguments) throws Exception {
        Process process = start(arguments);
        await().pollInterval(Duration.ofMillis(5)).until(() -> inTheMiddle.getAsBoolean() || !process.isAlive());
        process.destroyForcibly();
        assertThat(process.waitFor()).as(output()).isEqualTo(128 + 9);
    }

    private int run(String... arguments) throws Exception {
        Process process = start(arguments);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(output()).isTrue();
        return process.exitValue();
    }

    /** @param arguments the command, the file, the database and what else there is */
    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(MEMORY);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LogTool.class.getName()));
        command.addAll(List.of(arguments[0], arguments[1], "--database", arguments[2]));
        List<String> others = Stream.of(arguments).skip(3).toList();
        command.addAll(others.contains("--wait") ? List.of() : List.of("--wait", "0"));
        command.addAll(others.contains("--uri") ? List.of() : List.of("--uri", mongoUri));
        command.addAll(others);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("output.txt").toFile()))
                .start();
    }

    private String output() throws IOException {
        return Files.readString(directory.resolve("output.txt"));
    }

    private void assertSameDocuments() {
        Iterator<Document> restored =
                commits(to).find().sort(Sorts.ascending("_id")).iterator();
        for (Document original : commits(from).find().sort(Sorts.ascending("_id"))) {
            assertThat(restored.next()).isEqualTo(original);
        }
        assertThat(restored.hasNext()).isFalse();
    }
}
