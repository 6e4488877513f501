package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoClientSettings;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonBinaryWriter;
import org.bson.Document;
import org.bson.codecs.EncoderContext;
import org.bson.io.BasicOutputBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitBoundsTest {

    private static final String LONG = "x".repeat(5_000);

    private static NewCommit commit(@Nullable String type, String id, EventEntry event) {
        return new NewCommit(type, id, 0, List.of(event));
    }

    private static EventEntry event(
            String id, String type, @Nullable String revision, String payload, String metadata) {
        return new EventEntry(id, type, revision, TestLogs.NOON, payload, metadata);
    }

    private static int bytesOfDocument(NewCommit commit) {
        Document document = CommitDocuments.write(
                LoggedCommit.behind(new Head(1L << 60, 1L << 60, Long.MAX_VALUE / 2), commit, "f".repeat(60)));
        BasicOutputBuffer buffer = new BasicOutputBuffer();
        MongoClientSettings.getDefaultCodecRegistry()
                .get(Document.class)
                .encode(
                        new BsonBinaryWriter(buffer),
                        document,
                        EncoderContext.builder().build());
        return buffer.getSize();
    }

    @Test
    void each_text_of_a_document_counts() {
        List<NewCommit> commits = List.of(
                commit(LONG, "a", event("e", "t", null, "{}", "{}")),
                commit(null, LONG, event("e", "t", null, "{}", "{}")),
                commit("T", "a", event(LONG, "t", null, "{}", "{}")),
                commit("T", "a", event("e", LONG, null, "{}", "{}")),
                commit("T", "a", event("e", "t", LONG, "{}", "{}")),
                commit("T", "a", event("e", "t", "1", LONG, "{}")),
                commit("T", "a", event("e", "t", "1", "{}", LONG)));

        assertThat(commits)
                .allSatisfy(commit ->
                        assertThat(CommitBounds.bytesOf(commit)).isGreaterThanOrEqualTo(bytesOfDocument(commit)))
                .allSatisfy(commit -> assertThatExceptionOfType(CommitTooLargeException.class)
                        .isThrownBy(() -> new CommitBounds(1, 5_000).require(commit)));
    }

    /** One, two, three and four bytes, and halves of such, which are written with three. */
    @ParameterizedTest
    @ValueSource(strings = {"a", "\u00e9", "\u20ac", "\uD83D\uDE00", "\uD83D", "\uDE00", "\uDE00\uD83D"})
    void a_document_takes_no_more_than_is_counted_and_not_much_less(String letter) {
        String text = letter.repeat(9_000);
        NewCommit commit = commit("T", "a", event("e", "t", "1", text, text));

        long counted = CommitBounds.bytesOf(commit);

        assertThat(counted).isBetween((long) bytesOfDocument(commit), bytesOfDocument(commit) + 600L);
        assertThatCode(() -> new CommitBounds(1, Math.toIntExact(counted)).require(commit))
                .doesNotThrowAnyException();
        assertThatExceptionOfType(CommitTooLargeException.class)
                .isThrownBy(() -> new CommitBounds(1, Math.toIntExact(counted - 1)).require(commit));
    }

    @Test
    void many_events_are_counted_with_what_they_need_beside_their_texts() {
        NewCommit commit = new NewCommit(
                "T",
                "a",
                0,
                IntStream.range(0, 10_000)
                        .mapToObj(i -> event("", "", "", "", ""))
                        .toList());

        assertThat(CommitBounds.bytesOf(commit)).isGreaterThan(bytesOfDocument(commit));
    }
}
