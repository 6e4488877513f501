package io.paylog.eventstore.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.paylog.eventstore.EventLog;
import io.paylog.eventstore.EventLogRefusedException;
import io.paylog.eventstore.EventLogSettings;
import io.paylog.eventstore.EventLogUnavailableException;
import io.paylog.eventstore.ImportedPart;
import io.paylog.eventstore.LogArchive;
import io.paylog.eventstore.LoggedCommit;
import io.paylog.eventstore.ReadBounds;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import io.paylog.localstores.junit.LossyProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a transfer was doing when it ended, the next one goes on and ends as if nothing had happened. */
@ExtendWith(LocalStoresExtension.class)
class InterruptedTransferTest {

    @TempDir
    private Path directory;

    private TransferLogs logs;
    private EventLogSettings from;
    private Path file;
    private Path part;

    @BeforeEach
    void begin(LocalStores stores) {
        logs = new TransferLogs(stores);
        from = logs.filled(30);
        file = directory.resolve("log.jsonl.gz");
        part = directory.resolve("log.jsonl.gz.part");
    }

    @AfterEach
    void end() {
        logs.close();
    }

    private static ExportReport export(LogArchive archive, ExportRequest request) throws IOException {
        return new LogExport(archive, TransferLogs.CLOCK, TransferProgress.none()).run(request);
    }

    private static ImportReport restore(LogArchive archive, Path... exported) throws IOException {
        return new LogImport(archive, TransferProgress.none()).run(List.of(exported));
    }

    private LogArchive failing(EventLogSettings settings, int requests, boolean afterwards) {
        return new FailingArchive(logs.archive(settings), requests, afterwards);
    }

    @Test
    void an_export_that_fails_at_any_request_goes_on_where_it_was() throws IOException {
        byte[] undisturbed = undisturbed();
        int requests = 0;
        while (exportFails(requests)) {
            assertThat(file).doesNotExist();
            export(failing(from, Integer.MAX_VALUE, false), ExportRequest.to(file));
            assertThat(Files.readAllBytes(file)).isEqualTo(undisturbed);
            Files.delete(file);
            requests++;
        }
        assertThat(requests).isGreaterThan(10);
    }

    private boolean exportFails(int requests) throws IOException {
        try {
            export(failing(from, requests, false), ExportRequest.to(file));
            return false;
        } catch (FailingArchive.Killed killed) {
            return true;
        }
    }

    private byte[] undisturbed() throws IOException {
        Path other = directory.resolve("undisturbed");
        export(failing(from, Integer.MAX_VALUE, false), ExportRequest.to(other));
        return Files.readAllBytes(other);
    }

    @Test
    void an_export_whose_last_bytes_are_torn_off_goes_on_behind_the_last_good_batch() throws IOException {
        byte[] undisturbed = undisturbed();
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            int bytes = random.nextInt(undisturbed.length + 1);
            write(part, undisturbed, bytes, random.nextInt(100));

            export(failing(from, Integer.MAX_VALUE, false), ExportRequest.to(file));

            assertThat(Files.readAllBytes(file))
                    .as("seed %d, %d bytes", seed, bytes)
                    .isEqualTo(undisturbed);
            Files.delete(file);
        }
    }

    /** Some bytes of it, and zeros, as a file system may leave them behind what was written. */
    private static void write(Path path, byte[] content, int bytes, int zeros) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(content, 0, bytes));
            channel.write(ByteBuffer.allocate(zeros));
        }
    }

    @Test
    void a_batch_of_an_interrupted_export_that_was_damaged_is_exported_again() throws IOException {
        byte[] undisturbed = undisturbed();
        byte[] damaged = undisturbed.clone();
        damaged[undisturbed.length / 2] ^= 8;
        Files.write(part, damaged);

        export(failing(from, Integer.MAX_VALUE, false), ExportRequest.to(file));

        assertThat(Files.readAllBytes(file)).isEqualTo(undisturbed);
    }

    @Test
    void an_export_never_goes_on_in_a_file_of_another_one() throws IOException {
        EventLogSettings other = logs.filled(30);
        assertThatExceptionOfType(FailingArchive.Killed.class)
                .isThrownBy(() -> export(failing(other, 5, false), ExportRequest.to(file)));
        assertForeign(ExportRequest.to(file));
        Files.writeString(part, "a letter\n".repeat(1_000));
        assertForeign(ExportRequest.to(file));
        assertThat(part).content().startsWith("a letter");
    }

    private void assertForeign(ExportRequest request) {
        assertThatExceptionOfType(TransferRefusedException.class)
                .isThrownBy(() -> export(logs.archive(from), request))
                .withMessageContaining("not the beginning of this export");
    }

    /** A dump that is restored brings its epoch with it. */
    @Test
    void an_export_does_not_go_on_in_a_log_that_is_another_one_under_the_same_epoch() throws IOException {
        assertThatExceptionOfType(FailingArchive.Killed.class)
                .isThrownBy(() -> export(failing(from, 5, false), ExportRequest.to(file)));
        logs.collection(from, "commits")
                .updateMany(
                        Filters.gte("_id", 4L),
                        Updates.set("commitId", UUID.randomUUID().toString()));

        assertThatExceptionOfType(TransferRefusedException.class)
                .isThrownBy(() -> export(logs.archive(from), ExportRequest.to(file)))
                .withMessageContaining("delete " + part);
        Files.delete(part);
        export(logs.archive(from), ExportRequest.to(file));
    }

    @Test
    void a_file_that_somebody_makes_during_the_export_is_kept() throws IOException {
        LogExport export = new LogExport(logs.archive(from), TransferLogs.CLOCK, (_, _, _) -> makeFile());

        assertThatExceptionOfType(TransferRefusedException.class)
                .isThrownBy(() -> export.run(ExportRequest.to(file)))
                .withMessageContaining("is there already");
        assertThat(file).hasContent("precious");
    }

    private void makeFile() {
        try {
            Files.writeString(file, "precious");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_file_is_overwritten_only_when_that_is_asked_for() throws IOException {
        Files.writeString(file, "precious");
        assertThatExceptionOfType(TransferRefusedException.class)
                .isThrownBy(() -> export(logs.archive(from), ExportRequest.to(file)))
                .withMessageContaining("is there already");
        assertThat(file).hasContent("precious");

        export(logs.archive(from), ExportRequest.to(file).overwriting());
        assertThat(LogVerification.verify(file, TransferProgress.none()).commits())
                .isEqualTo(30);
    }

    @Test
    void two_exports_do_not_write_one_file_at_the_same_time() throws IOException {
        try (FileChannel other = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(other.lock().isValid()).isTrue();

            assertThatExceptionOfType(TransferRefusedException.class)
                    .isThrownBy(() -> export(logs.archive(from), ExportRequest.to(file)))
                    .withMessageContaining("Another export");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void an_import_that_fails_at_any_request_goes_on_where_it_was(boolean afterwards) throws IOException {
        export(logs.archive(from), ExportRequest.to(file));
        EventLogSettings to = logs.newLog();
        int requests = 0;
        while (restoreFails(to, requests, afterwards, file)) {
            requests++;
            if (logs.collection(to, "epoch").countDocuments(Filters.exists("importing")) > 0) {
                assertThatExceptionOfType(EventLogRefusedException.class)
                        .isThrownBy(() -> logs.open(to))
                        .withMessageContaining("being imported");
            }
            if (logs.collection(to, "epoch").countDocuments(Filters.exists("imported")) > 0) {
                break; // only the answer was lost
            }
        }
        assertThat(requests).isGreaterThan(5);
        assertThat(logs.open(to).head()).isEqualTo(logs.open(from).head());
        assertThat(logs.documents(to)).isEqualTo(logs.documents(from));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nobody_opens_a_log_that_has_only_some_of_the_parts(boolean afterwards) throws IOException {
        Path second = directory.resolve("2");
        export(logs.archive(from), ExportRequest.to(file).upTo(12));
        export(logs.archive(from), ExportRequest.to(second).from(13));
        EventLogSettings to = logs.newLog();
        int requests = 0;
        while (restoreFails(to, requests, afterwards, file, second)
                && logs.collection(to, "epoch").countDocuments(Filters.exists("imported")) == 0) {
            requests++;
            if (logs.collection(to, "commits").countDocuments() > 0) {
                assertThatExceptionOfType(EventLogRefusedException.class).isThrownBy(() -> logs.open(to));
                assertThatExceptionOfType(EventLogRefusedException.class)
                        .isThrownBy(() -> restore(logs.archive(to), file))
                        .withMessageContaining("Another import was begun");
            }
        }
        assertThat(requests).isGreaterThan(5);
        assertThat(logs.open(to).head()).isEqualTo(logs.open(from).head());
        assertThat(logs.documents(to)).isEqualTo(logs.documents(from));
    }

    private boolean restoreFails(EventLogSettings to, int requests, boolean afterwards, Path... parts)
            throws IOException {
        try {
            restore(failing(to, requests, afterwards), parts);
            return false;
        } catch (FailingArchive.Killed killed) {
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"importing", "aggregateType", "imported"})
    void an_import_whose_answer_is_lost_goes_on_with_what_was_done(String request) throws IOException {
        export(logs.archive(from), ExportRequest.to(file));
        EventLogSettings to = logs.newLog();
        try (LossyProxy proxy = new LossyProxy(to.connectionString());
                LogArchive archive = LogArchive.connect(EventLogSettings.of(proxy.uri(), to.database())
                        .withTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(1)))) {
            proxy.loseAnswersFrom(request);
            assertThatExceptionOfType(EventLogUnavailableException.class).isThrownBy(() -> restore(archive, file));
        }
        restore(logs.archive(to), file);

        assertThat(logs.documents(to)).isEqualTo(logs.documents(from));
    }

    @Test
    void nothing_else_is_imported_into_a_log_whose_import_was_interrupted() throws IOException {
        export(logs.archive(from), ExportRequest.to(file));
        Path other = directory.resolve("other");
        export(logs.archive(logs.filled(3)), ExportRequest.to(other));
        EventLogSettings to = logs.newLog();
        assertThat(restoreFails(to, 3, false, file)).isTrue();

        assertThatExceptionOfType(EventLogRefusedException.class)
                .isThrownBy(() -> restore(logs.archive(to), other))
                .withMessageContaining("Another import was begun");
        assertThatExceptionOfType(EventLogRefusedException.class)
                .isThrownBy(() -> export(logs.archive(to), ExportRequest.to(directory.resolve("half"))))
                .withMessageContaining("being imported");
        restore(logs.archive(to), file);
        assertThat(logs.documents(to)).isEqualTo(logs.documents(from));
    }

    @Test
    void nothing_is_imported_into_a_log_that_has_events() throws IOException {
        export(logs.archive(from), ExportRequest.to(file));

        assertThatExceptionOfType(EventLogRefusedException.class)
                .isThrownBy(() -> restore(logs.archive(from), file))
                .withMessageContaining("ends at position " + logs.open(from).head());
    }

    @Test
    void a_second_import_of_a_file_changes_nothing_and_is_refused_once_the_log_goes_on() throws IOException {
        export(logs.archive(from), ExportRequest.to(file));
        EventLogSettings to = logs.newLog();

        ImportReport report = restore(logs.archive(to), file);
        assertThat(restore(logs.archive(to), file)).isEqualTo(report);
        TransferLogs.fill(logs.open(to), 1);

        assertThatExceptionOfType(EventLogRefusedException.class)
                .isThrownBy(() -> restore(logs.archive(to), file))
                .withMessageContaining("imported already");
        assertThat(logs.open(to).epoch()).isEqualTo(report.epoch());
    }

    @Test
    void a_running_process_that_meets_the_mark_of_an_import_appends_nothing_any_more() {
        EventLogSettings to = logs.newLog();
        EventLog running = logs.open(to);
        logs.archive(to).beginImport(new ImportedPart("source", 1, 1, "none"));

        assertThatExceptionOfType(EventLogRefusedException.class)
                .isThrownBy(() -> running.endOfRemembered("a-0", running.knownCommit()));
        assertThatExceptionOfType(EventLogRefusedException.class)
                .isThrownBy(() -> TransferLogs.fill(running, 1))
                .withMessageContaining("nothing was appended");
        assertThat(logs.documents(to)).isEmpty();
    }

    @Test
    void a_commit_of_somebody_else_in_the_place_of_an_imported_one_is_a_refusal() {
        EventLogSettings to = logs.newLog();
        LogArchive archive = logs.archive(to);
        List<LoggedCommit> commits = logs.archive(from).from(1, new ReadBounds(5, 1_000_000));
        archive.beginImport(new ImportedPart("source", 1, 5, "none"));
        Document anothers = logs.documents(from).get(2);
        logs.collection(to, "commits").insertOne(anothers.append("_id", 1L));

        assertThatExceptionOfType(EventLogRefusedException.class)
                .isThrownBy(() -> archive.insert(commits.subList(1, 3)))
                .withMessageContaining("is at position 1 instead of 4");
    }

    @ParameterizedTest
    @CsvSource({"2, true", "3, false"}) // in the middle of what is imported, and behind it
    void a_writer_that_was_not_stopped_is_noticed(int requests, boolean afterwards) throws IOException {
        export(logs.archive(from), ExportRequest.to(file));
        EventLogSettings to = logs.newLog();
        EventLog writer = logs.open(to);
        assertThat(restoreFails(to, requests, afterwards, file)).isTrue();
        TransferLogs.fill(writer, 1);

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> restore(logs.archive(to), file))
                .withMessageContaining("Somebody else writes into the log");
        assertThatExceptionOfType(EventLogRefusedException.class).isThrownBy(() -> logs.open(to));
    }
}
