package io.paylog.eventstore.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.paylog.eventstore.EventLogException;
import io.paylog.eventstore.EventLogSettings;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to a file or to the log it was imported into, nobody takes it for what was exported. */
@ExtendWith(LocalStoresExtension.class)
class DamageTest {

    @TempDir
    private Path directory;

    private TransferLogs logs;
    private EventLogSettings from;
    private Path file;

    @BeforeEach
    void begin(LocalStores stores) throws IOException {
        logs = new TransferLogs(stores);
        from = logs.filled(30); // of 1, 2, 3, 1, 2, 3, … events
        file = directory.resolve("log.jsonl.gz");
        new LogExport(logs.archive(from), TransferLogs.CLOCK, TransferProgress.none()).run(ExportRequest.to(file));
    }

    @AfterEach
    void end() {
        logs.close();
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                damage("a commit is lost", lines -> lines.remove(7), "at position 13 of the log"),
                damage("the first commit is lost", lines -> lines.remove(1), "at position 1 of the log"),
                damage("the last commit is lost", lines -> lines.remove(30), "commits (29 instead of 30)"),
                damage("a commit is doubled", lines -> lines.add(7, lines.get(7)), "at position 14 of the log"),
                damage("two commits are swapped", lines -> Collections.swap(lines, 1, 4), "at position 1 of the log"),
                damage("two commits have swapped positions", DamageTest::swapPositions, "checksum of group"),
                damage(
                        "a payload was changed",
                        replacing(7, "a-6/0/0", "a-6/0/9"),
                        "aggregates that may be concerned: a-6"),
                damage("metadata were changed", replacing(7, "by", "of"), "a-6"),
                damage("a sequence was changed", replacing(9, "\"firstSequence\":2,", "\"firstSequence\":3,"), "a-1"),
                damage("a commit is of another aggregate", replacing(7, "\"a-6\"", "\"a-5\""), "a-5, a-6"),
                damage("a time was changed", replacing(7, "12:00:00Z", "12:00:01Z"), "a-6"),
                damage("a revision is lost", replacing(7, "\"revision\":\"1\",", ""), "a-6"),
                damage(
                        "an event is lost",
                        replacing(2, ",\\{\"id\".*?\\}(?=\\]\\}\\})", ""),
                        "at position 3 of the log"),
                damage("a commit is cut", replacing(7, "\"events\".*", ""), "a line cannot be read"),
                damage(
                        "a commit has no aggregate",
                        replacing(7, "\"aggregateId\":\"a-6\",", ""),
                        "a line cannot be read"),
                damage("a time is none", replacing(7, "2026-01-01T", "yesterday"), "a time stamp cannot be read"),
                damage("half of a character", replacing(7, "a-6/0/0", "\\\\ud83d"), "half of a surrogate pair"),
                damage("a field is new", replacing(7, "\"latest\"", "\"x\":1,\"latest\""), "a line cannot be read"),
                damage("an empty line", lines -> lines.add(7, ""), "a line cannot be read"),
                damage("a line of something else", lines -> lines.add(7, "{}"), "none of an exported log"),
                damage("it begins twice", lines -> lines.add(7, lines.getFirst()), "begins a second time"),
                damage("it goes on", lines -> lines.add(lines.get(1)), "goes on behind its end"),
                damage("the end is missing", List::removeLast, "cut off"),
                damage("the beginning is missing", List::removeFirst, "not an exported log"),
                damage("it is empty", List::clear, "not an exported log"),
                damage(
                        "a count was changed",
                        replacing(31, "\"commits\":30", "\"commits\":31"),
                        "commits (30 instead of 31)"),
                damage(
                        "the checksum was changed",
                        replacing(31, "\"checksum\":\"....", "\"checksum\":\"0000"),
                        "checksum of"));
    }

    private static Arguments damage(String what, Consumer<List<String>> done, String found) {
        return Arguments.of(what, done, found);
    }

    private static Consumer<List<String>> replacing(int line, String pattern, String replacement) {
        return lines -> {
            String changed = lines.get(line).replaceFirst(pattern, replacement);
            assertThat(changed).isNotEqualTo(lines.get(line));
            lines.set(line, changed);
        };
    }

    /** Both of one event: the positions are still dense. */
    private static void swapPositions(List<String> lines) {
        String first = lines.get(1).replace("\"position\":1,", "\"position\":7,");
        lines.set(1, lines.get(4).replace("\"position\":7,", "\"position\":1,"));
        lines.set(4, first);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void a_file_that_is_not_what_was_exported_is_refused(String what, Consumer<List<String>> damage, String found)
            throws IOException {
        rewrite(damage);

        assertDamaged(found);
    }

    /** As a person would do it: unpack, change, pack. */
    private void rewrite(Consumer<List<String>> damage) throws IOException {
        List<String> lines;
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            lines = new ArrayList<>(List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")));
        }
        damage.accept(lines);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            for (String line : lines) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        Files.write(file, packed.toByteArray());
    }

    /** And nothing of it gets into a log. */
    private void assertDamaged(String found) {
        EventLogSettings to = logs.newLog();
        assertThatExceptionOfType(DamagedException.class)
                .isThrownBy(() -> new LogImport(logs.archive(to), TransferProgress.none()).run(List.of(file)))
                .withMessageContaining(found);
        assertThat(logs.collection(to, "commits").countDocuments()).isZero();
        assertThat(logs.collection(to, "epoch").countDocuments()).isZero();
    }

    @Test
    void a_file_that_was_packed_by_another_program_is_accepted() throws IOException {
        rewrite(lines -> {});

        assertThat(LogVerification.verify(file, TransferProgress.none()).commits())
                .isEqualTo(30);
    }

    @Test
    void a_file_of_a_newer_format_is_not_guessed_about() throws IOException {
        rewrite(replacing(0, "\"version\":1", "\"version\":2,\"new\":true"));

        assertThatExceptionOfType(TransferRefusedException.class)
                .isThrownBy(() -> LogVerification.verify(file, TransferProgress.none()))
                .withMessageContaining("version 2");
    }

    @Test
    void a_file_that_is_cut_off_anywhere_is_refused() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int bytes = 0; bytes < whole.length; bytes += 1 + whole.length / 97) {
            Files.write(file, Arrays.copyOf(whole, bytes));
            assertThatExceptionOfType(DamagedException.class)
                    .as("%d bytes", bytes)
                    .isThrownBy(() -> LogVerification.verify(file, TransferProgress.none()));
        }
    }

    @Test
    void a_file_with_a_flipped_bit_is_refused_or_says_the_same() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        LogContent content = LogVerification.verify(file, TransferProgress.none());
        int refused = 0;
        for (int index = 0; index < whole.length; index += 1 + whole.length / 197) {
            byte[] flipped = whole.clone();
            flipped[index] ^= (byte) (1 << index % 8);
            Files.write(file, flipped);
            try {
                // Not every bit means something: the time in the header of a compressed file does not.
                assertThat(LogVerification.verify(file, TransferProgress.none()))
                        .isEqualTo(content);
            } catch (DamagedException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(150);
    }

    @ParameterizedTest
    @ValueSource(strings = {"changed", "lost", "doubled", "cut"})
    void a_log_that_does_not_hold_what_the_file_does_is_told(String damage) throws IOException {
        MongoCollection<Document> commits = logs.collection(from, "commits");
        switch (damage) {
            case "changed" -> commits.updateOne(Filters.eq("_id", 13L), Updates.set("aggregateId", "a-66"));
            case "lost" -> commits.deleteOne(Filters.eq("_id", 13L));
            case "doubled" ->
                commits.insertOne(
                        new Document(commits.find(Filters.eq("_id", 13L)).first())
                                .append("_id", 15L)
                                .append("firstSequence", 99L));
            case "cut" -> commits.deleteMany(Filters.gte("_id", 13L));
            default -> throw new IllegalArgumentException(damage);
        }

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> new LogVerification(logs.archive(from), TransferProgress.none()).verify(file))
                .isInstanceOfAny(DamagedException.class, EventLogException.class)
                .withMessageContaining(damage.equals("cut") ? "ends at position 12" : "position 1");
    }
}
