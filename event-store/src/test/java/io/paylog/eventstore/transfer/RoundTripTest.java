package io.paylog.eventstore.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.paylog.eventstore.EventEntry;
import io.paylog.eventstore.EventLog;
import io.paylog.eventstore.EventLogRefusedException;
import io.paylog.eventstore.EventLogSettings;
import io.paylog.eventstore.ForeignTokenException;
import io.paylog.eventstore.NewCommit;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LocalStoresExtension.class)
class RoundTripTest {

    /** Beyond the plane of sixteen bits, combining, right to left, not a character, control, line separators. */
    private static final String ODD =
            "{\"name\":\"\uD83D\uDCB6 e\u0301 \u202Eabc \uFFFF \u0000\u0001\u007F\u2028\u2029\r\n\t\\\"\"}";

    @TempDir
    private Path directory;

    private TransferLogs logs;
    private Path file;

    @BeforeEach
    void begin(LocalStores stores) {
        logs = new TransferLogs(stores);
        file = directory.resolve("log.jsonl.gz");
    }

    @AfterEach
    void end() {
        logs.close();
    }

    private ExportReport export(EventLogSettings from, ExportRequest request) throws IOException {
        return new LogExport(logs.archive(from), TransferLogs.CLOCK, TransferProgress.none()).run(request);
    }

    private ImportReport restore(Path exported, EventLogSettings to) throws IOException {
        return restore(List.of(exported), to);
    }

    private ImportReport restore(List<Path> parts, EventLogSettings to) throws IOException {
        return new LogImport(logs.archive(to), TransferProgress.none()).run(parts);
    }

    @Test
    void every_document_of_the_log_is_restored_as_it_was() throws Exception {
        EventLogSettings from = logs.filled(50);
        EventLog log = logs.open(from);
        log.append(new NewCommit("Thing", "größe \uD83D\uDCB6", 0, List.of(TransferLogs.entry(ODD))));
        log.append(new NewCommit(
                null,
                "alone",
                0,
                List.of(new EventEntry(
                        "alone", "thing.seen", null, Instant.parse("2026-02-03T04:05:06.123456789Z"), "{}", "{}"))));
        EventLogSettings to = logs.newLog();

        ExportReport exported = export(from, ExportRequest.to(file));
        ImportReport imported = restore(file, to);

        List<Document> restored = logs.documents(to);
        assertThat(restored).hasSize(52).isEqualTo(logs.documents(from));
        assertThat(imported.content()).isEqualTo(exported.content());
        assertThat(exported.content().commits()).isEqualTo(52);
        assertThat(exported.content().events()).isEqualTo(log.head());
        assertThat(exported.content().aggregates()).isEqualTo(9);
        assertThat(new LogVerification(logs.archive(from), TransferProgress.none()).verify(file))
                .isEqualTo(exported.content());
    }

    @Test
    void an_exported_log_is_lines_of_json_that_other_programs_can_read() throws Exception {
        export(logs.filled(5), ExportRequest.to(file));

        List<String> lines;
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            lines = reader.lines().toList();
        }
        assertThat(lines).hasSize(7);
        assertThat(lines.getFirst()).startsWith("{\"log\":{\"format\":\"paylog-log\",\"version\":1,\"epoch\":");
        assertThat(lines.get(1)).startsWith("{\"commit\":{\"position\":1,\"commitId\":");
        assertThat(lines.getLast())
                .startsWith(
                        "{\"end\":{\"content\":{\"firstPosition\":1,\"lastPosition\":9,\"commits\":5,\"events\":9,");
    }

    @Test
    void a_restored_log_goes_on_and_refuses_what_was_recorded_before() throws Exception {
        EventLogSettings from = logs.filled(10);
        EventLogSettings to = logs.newLog();
        String before = logs.open(to).epoch();
        export(from, ExportRequest.to(file));

        ImportReport report = restore(file, to);

        EventLog restored = logs.open(to);
        assertThat(restored.epoch())
                .isEqualTo(report.epoch())
                .isNotEqualTo(before)
                .isNotEqualTo(report.sourceEpoch());
        assertThatExceptionOfType(ForeignTokenException.class).isThrownBy(() -> restored.requireEpoch(before));
        assertThatExceptionOfType(ForeignTokenException.class)
                .isThrownBy(() -> restored.requireEpoch(report.sourceEpoch()));
        TransferLogs.fill(restored, 8);
        assertThat(restored.head()).isEqualTo(report.content().lastPosition() + 15);
    }

    @Test
    void what_is_exported_while_others_append_is_the_log_as_it_was_at_some_moment() throws Exception {
        EventLogSettings from = logs.filled(20);
        EventLog writer = logs.open(from);
        AtomicBoolean stop = new AtomicBoolean();
        Thread appending = Thread.ofPlatform().start(() -> {
            while (!stop.get()) {
                TransferLogs.fill(writer, 1);
            }
        });
        ExportReport report;
        try {
            report = export(from, ExportRequest.to(file));
        } finally {
            stop.set(true);
            appending.join();
        }
        EventLogSettings to = logs.newLog();
        restore(file, to);

        List<Document> restored = logs.documents(to);
        assertThat(report.content().commits()).isGreaterThanOrEqualTo(20);
        assertThat(restored).isEqualTo(logs.documents(from).subList(0, restored.size()));
    }

    @Test
    void progress_is_told_step_by_step_up_to_the_end() throws Exception {
        EventLogSettings from = logs.filled(20);
        List<String> told = new ArrayList<>();
        TransferProgress progress = (step, position, last) -> told.add(step + " " + position + " of " + last);

        new LogExport(logs.archive(from), TransferLogs.CLOCK, progress).run(ExportRequest.to(file));
        new LogImport(logs.archive(logs.newLog()), progress).run(List.of(file));

        assertThat(told)
                .containsExactly(
                        "EXPORT 0 of 39",
                        "EXPORT 39 of 39",
                        "CHECK 39 of 39",
                        "IMPORT 0 of 39",
                        "IMPORT 39 of 39",
                        "VERIFY 39 of 39");
    }

    @Test
    void an_empty_log_is_exported_and_imported_too() throws Exception {
        EventLogSettings from = logs.filled(0);
        EventLogSettings to = logs.newLog();

        assertThat(export(from, ExportRequest.to(file)).content())
                .isEqualTo(new LogContent(1, 0, 0, 0, 0, "0".repeat(64)));
        restore(file, to);

        assertThat(logs.open(to).head()).isZero();
    }

    @Test
    void a_database_without_a_log_is_not_exported() {
        assertThatExceptionOfType(TransferRefusedException.class)
                .isThrownBy(() -> export(logs.newLog(), ExportRequest.to(file)))
                .withMessageContaining("no log");
        assertThat(file).doesNotExist();
    }

    @Test
    void parts_of_a_log_are_imported_one_after_the_other() throws Exception {
        EventLogSettings from = logs.filled(20);
        Path first = directory.resolve("1.jsonl.gz");
        Path second = directory.resolve("2.jsonl.gz");
        EventLogSettings to = logs.newLog();
        export(from, ExportRequest.to(first).upTo(12));
        TransferLogs.fill(logs.open(from), 5);
        export(from, ExportRequest.to(second).from(13));

        assertThatExceptionOfType(EventLogRefusedException.class)
                .isThrownBy(() -> restore(second, to))
                .withMessageContaining("ends at position 0");
        String epoch = restore(first, to).epoch();
        assertThat(restore(second, to).epoch()).isNotEqualTo(epoch);

        assertThat(logs.documents(to)).isEqualTo(logs.documents(from));
    }

    @Test
    void all_parts_together_are_imported_as_one_export_of_all_would_be() throws Exception {
        EventLogSettings from = logs.filled(20);
        List<Path> parts = List.of(directory.resolve("1"), directory.resolve("2"), directory.resolve("3"));
        export(from, ExportRequest.to(parts.getFirst()).upTo(12));
        export(from, ExportRequest.to(parts.get(1)).from(13));
        export(from, ExportRequest.to(parts.get(2)).from(40)); // nothing
        EventLogSettings to = logs.newLog();

        ImportReport report = restore(parts, to);

        assertThat(report.content())
                .isEqualTo(export(from, ExportRequest.to(file)).content());
        assertThat(logs.open(to).epoch()).isEqualTo(report.epoch());
        assertThat(logs.documents(to)).isEqualTo(logs.documents(from));
        assertThat(restore(parts, to)).isEqualTo(report);
    }

    @Test
    void parts_that_do_not_continue_each_other_are_refused_before_anything_is_changed() throws Exception {
        EventLogSettings from = logs.filled(20);
        Path second = directory.resolve("2");
        Path foreign = directory.resolve("foreign");
        export(from, ExportRequest.to(file).upTo(12));
        export(from, ExportRequest.to(second).from(13));
        export(logs.filled(20), ExportRequest.to(foreign).from(13));
        EventLogSettings to = logs.newLog();

        assertRefused(List.of(second, file), to, "in their order");
        assertRefused(List.of(file, file), to, "in their order");
        assertRefused(List.of(file, foreign), to, "of another log");
        assertThat(logs.collection(to, "epoch").countDocuments()).isZero();
    }

    private void assertRefused(List<Path> parts, EventLogSettings to, String because) {
        assertThatExceptionOfType(TransferRefusedException.class)
                .isThrownBy(() -> restore(parts, to))
                .withMessageContaining(because);
    }

    @Test
    void a_part_continues_the_log_also_when_that_was_restored_between_the_two_exports() throws Exception {
        EventLogSettings from = logs.filled(20);
        Path second = directory.resolve("2.jsonl.gz");
        EventLogSettings to = logs.newLog();
        export(from, ExportRequest.to(file));
        restore(file, to);
        logs.collection(from, "epoch").updateOne(Filters.eq("_id", "log"), Updates.set("epoch", "another"));
        TransferLogs.fill(logs.open(from), 5);
        export(from, ExportRequest.to(second).from(40));

        restore(second, to);

        assertThat(logs.documents(to)).isEqualTo(logs.documents(from));
    }

    @Test
    void a_part_of_another_log_does_not_continue_this_one() throws Exception {
        EventLogSettings from = logs.filled(20);
        EventLogSettings other = logs.filled(20);
        EventLogSettings to = logs.newLog();
        export(from, ExportRequest.to(file).upTo(12));
        Path second = directory.resolve("2.jsonl.gz");
        export(other, ExportRequest.to(second).from(13));
        restore(file, to);

        assertThatExceptionOfType(TransferRefusedException.class)
                .isThrownBy(() -> restore(second, to))
                .withMessageContaining("does not continue");
    }

    @Test
    void nothing_is_imported_behind_what_was_appended_since_the_last_part() throws Exception {
        EventLogSettings from = logs.filled(20);
        EventLogSettings to = logs.newLog();
        export(from, ExportRequest.to(file).upTo(12));
        Path second = directory.resolve("2.jsonl.gz");
        export(from, ExportRequest.to(second).from(13));
        restore(file, to);
        TransferLogs.fill(logs.open(to), 1);

        assertThatExceptionOfType(EventLogRefusedException.class).isThrownBy(() -> restore(second, to));
    }

    @Test
    void only_whole_commits_are_exported() throws Exception {
        EventLogSettings from = logs.filled(20); // of 1, 2, 3, 1, 2, 3, … events

        assertThat(export(from, ExportRequest.to(file).upTo(5)).content().lastPosition())
                .isEqualTo(3);
        assertThatExceptionOfType(TransferRefusedException.class)
                .isThrownBy(() ->
                        export(from, ExportRequest.to(directory.resolve("2")).from(5)))
                .withMessageContaining("4 to 6");
        assertThatExceptionOfType(TransferRefusedException.class)
                .isThrownBy(() ->
                        export(from, ExportRequest.to(directory.resolve("2")).upTo(1_000)))
                .withMessageContaining("ends at position 39");
    }
}
