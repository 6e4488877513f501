package io.paylog.eventstore;

import static io.paylog.eventstore.Streams.next;
import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.BsonDocumentCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Streams of one process, what they ask of the store and how much of it they hold. */
@ExtendWith(LocalStoresExtension.class)
@Timeout(300)
class CursorTest {

    private static final Duration WAIT = Duration.ofSeconds(60);

    /** What the server said to reads of commits that found some. */
    private final List<Reply> replies = new CopyOnWriteArrayList<>();

    /** Cursors that the server has shown, and of these what it holds still. */
    private final Set<Long> opened = ConcurrentHashMap.newKeySet();

    private final Set<Long> open = ConcurrentHashMap.newKeySet();

    private LocalStores stores;
    private TestLogs logs;
    private EventLog writer;

    private record Reply(String command, long cursor, int bytes, int events) {}

    @BeforeEach
    void begin(LocalStores localStores) {
        stores = localStores;
        logs = new TestLogs(stores);
        writer = logs.open();
    }

    @AfterEach
    void end() {
        logs.close();
    }

    private EventLog reader(EventLogSettings settings) {
        CommandListener listener = new CommandListener() {
            @Override
            public void commandStarted(CommandStartedEvent event) {
                switch (event.getCommandName()) {
                    // The reply names it again, if there is more.
                    case "getMore" ->
                        open.remove(event.getCommand().getInt64("getMore").getValue());
                    case "killCursors" ->
                        event.getCommand()
                                .getArray("cursors")
                                .forEach(id -> open.remove(id.asInt64().getValue()));
                    default -> {}
                }
            }

            @Override
            public void commandSucceeded(CommandSucceededEvent event) {
                if (event.getResponse().containsKey("cursor")) {
                    BsonDocument cursor = event.getResponse().getDocument("cursor");
                    remember(event.getCommandName(), cursor);
                    long id = cursor.getInt64("id", new BsonInt64(0)).getValue();
                    if (id != 0) {
                        opened.add(id);
                        open.add(id);
                    }
                }
            }
        };
        LogDatabase database = LogDatabase.connect(settings, client -> client.addCommandListener(listener));
        return logs.closing(EventLog.open(database, settings, WakeUp.none(), logs.meters));
    }

    private void remember(String command, BsonDocument cursor) {
        BsonArray batch = cursor.getArray(cursor.containsKey("firstBatch") ? "firstBatch" : "nextBatch");
        if (!batch.isEmpty() && cursor.getString("ns").getValue().endsWith(".commits")) {
            int bytes = batch.stream()
                    .mapToInt(commit -> new RawBsonDocument(commit.asDocument(), new BsonDocumentCodec())
                            .getByteBuffer()
                            .remaining())
                    .sum();
            int events = batch.stream()
                    .mapToInt(commit -> commit.asDocument()
                            .getArray("events", new BsonArray())
                            .size())
                    .sum();
            long id = cursor.getInt64("id", new BsonInt64(0)).getValue();
            replies.add(new Reply(command, id, bytes, events));
        }
    }

    private Stream<Reply> replies(String command) {
        return replies.stream().filter(reply -> reply.command().equals(command));
    }

    private BlockingStream<TrackedEventMessage<?>> stream(EventLog log, long position) {
        return logs.closing(Streams.open(log, Tokens.of(position)));
    }

    private static void requireNext(BlockingStream<TrackedEventMessage<?>> stream, long first, long last)
            throws InterruptedException {
        for (long position = first; position <= last; position++) {
            assertThat(next(stream)).isEqualTo(position);
        }
    }

    private void append(int commits, int eventsPerCommit) {
        IntStream.range(0, commits).forEach(i -> writer.append(commit("a" + i, 0, eventsPerCommit)));
    }

    private long killCursors() {
        long[] open = replies.stream()
                .mapToLong(Reply::cursor)
                .filter(id -> id != 0)
                .distinct()
                .toArray();
        try (MongoClient client = MongoClients.create(stores.mongoUri())) {
            client.getDatabase(logs.settings().database())
                    .runCommand(new Document("killCursors", "commits")
                            .append("cursors", LongStream.of(open).boxed().toList()));
        }
        return open.length;
    }

    @Test
    void who_is_far_behind_reads_on_with_one_cursor_and_wastes_nothing_that_was_sent() throws Exception {
        append(100, 3);
        EventLog log = reader(logs.settings().withReadBatch(30, 1_000_000).withRecent(10, 1_000_000));
        BlockingStream<TrackedEventMessage<?>> stream = stream(log, 0);
        replies.clear();

        requireNext(stream, 1, 300);

        assertThat(replies("getMore").map(Reply::cursor).filter(id -> id != 0).distinct())
                .hasSize(1);
        int sent = replies.stream().mapToInt(Reply::bytes).sum();
        long stored = logs.collection("commits").find().into(new java.util.ArrayList<>()).stream()
                .mapToLong(commit -> new RawBsonDocument(commit, new org.bson.codecs.DocumentCodec())
                        .getByteBuffer()
                        .remaining())
                .sum();
        // The first read, before there is a cursor, may get more than it takes.
        assertThat(sent).isLessThan((int) (stored * 1.3));
    }

    @Test
    void a_cursor_that_the_servers_let_go_of_is_opened_again_where_it_was() throws Exception {
        append(100, 1);
        EventLog log = reader(logs.settings().withReadBatch(10, 1_000_000).withRecent(5, 1_000_000));
        BlockingStream<TrackedEventMessage<?>> stream = stream(log, 0);

        requireNext(stream, 1, 35);
        assertThat(killCursors()).isPositive();

        requireNext(stream, 36, 100);
    }

    @Test
    void no_cursor_is_open_at_the_end_of_the_log_nor_after_the_stream() throws Exception {
        append(100, 1);
        EventLog log = reader(logs.settings().withReadBatch(10, 1_000_000).withRecent(50, 1_000_000));
        BlockingStream<TrackedEventMessage<?>> stream = stream(log, 0);
        requireNext(stream, 1, 100);
        BlockingStream<TrackedEventMessage<?>> second = stream(log, 0);
        requireNext(second, 1, 35);

        stream.hasNextAvailable();
        second.close();

        assertThat(opened).hasSizeGreaterThanOrEqualTo(2);
        await().atMost(WAIT).untilAsserted(() -> assertThat(open).isEmpty());
    }

    @Test
    void a_hole_behind_a_reply_of_the_cursor_is_corruption() throws Exception {
        append(100, 1);
        EventLog log = reader(logs.settings().withReadBatch(10, 1_000_000).withRecent(5, 1_000_000));
        BlockingStream<TrackedEventMessage<?>> stream = stream(log, 0);
        requireNext(stream, 1, 20);

        logs.collection("commits").deleteOne(Filters.eq("_id", 51L));

        requireNext(stream, 21, 50);
        assertThatExceptionOfType(EventLogCorruptedException.class).isThrownBy(stream::hasNextAvailable);
        assertThatExceptionOfType(EventLogCorruptedException.class).isThrownBy(stream::hasNextAvailable);
    }

    @Test
    void replies_are_about_as_large_as_a_read_may_be_and_a_larger_event_comes_all_the_same() throws Exception {
        int bound = 256 * 1024;
        int events = 240;
        int size = 8 * 1024;
        IntStream.range(0, events)
                .forEach(i ->
                        writer.append(new NewCommit("Thing", "a" + i, 0, List.of(large(i == 60 ? bound * 2 : size)))));
        EventLog log = reader(logs.settings().withReadBatch(1_000, bound).withRecent(1_000, bound));
        BlockingStream<TrackedEventMessage<?>> stream = stream(log, 0);
        replies.clear();

        requireNext(stream, 1, events);

        // Only the reply that has the large event in it may be larger: nobody knew of that one.
        assertThat(replies.stream().filter(reply -> reply.bytes() > 2 * bound)).hasSizeLessThanOrEqualTo(1);
        assertThat(replies.stream().mapToInt(Reply::bytes).max().orElseThrow()).isLessThan(4 * bound);
    }

    @Test
    void replies_hold_about_as_many_events_as_a_read_may_take() throws Exception {
        append(60, 100);
        EventLog log = reader(logs.settings().withReadBatch(200, 1_000_000).withRecent(200, 1_000_000));
        BlockingStream<TrackedEventMessage<?>> stream = stream(log, 0);
        requireNext(stream, 1, 1);
        replies.clear();

        requireNext(stream, 2, 6_000);

        assertThat(replies).isNotEmpty().allMatch(reply -> reply.events() <= 400);
        assertThat(replies.stream().mapToInt(Reply::events).sum()).isGreaterThanOrEqualTo(4_000);
    }

    static EventEntry large(int characters) {
        EventEntry small = TestLogs.entry("x");
        return new EventEntry(
                small.id(),
                small.type(),
                small.revision(),
                small.timestamp(),
                "{\"name\":\"" + "x".repeat(characters) + "\"}",
                small.metadata());
    }

    /** Twenty commits, each of which all of them see before the next. */
    private void appendWhileEightFollow(EventLog log, EventLog appending) throws InterruptedException {
        List<BlockingStream<TrackedEventMessage<?>>> streams =
                Stream.generate(() -> stream(log, 0)).limit(8).toList();
        replies.clear();
        for (int position = 1; position <= 20; position++) {
            appending.append(commit("a" + position, 0, 1));
            for (BlockingStream<TrackedEventMessage<?>> stream : streams) {
                assertThat(next(stream)).isEqualTo(position);
            }
        }
    }

    @Test
    void eight_streams_at_the_end_of_the_log_cost_one_read_for_each_commit() throws Exception {
        EventLog log = reader(logs.settings());
        appendWhileEightFollow(log, writer);

        // Those that found nothing are not among them.
        assertThat(replies).hasSize(20).allMatch(reply -> reply.command().equals("find"));
        assertThat(reads(ReadMeters.STORE)).isZero();
        assertThat(reads(ReadMeters.MEMORY)).isGreaterThanOrEqualTo(8 * 20);
    }

    @Test
    void appends_of_the_own_process_are_read_once_for_all_streams_too() throws Exception {
        EventLog log = reader(logs.settings());
        appendWhileEightFollow(log, log);

        assertThat(replies).hasSize(20);
    }

    @Test
    void a_process_that_only_appends_reads_nothing() {
        EventLog log = reader(logs.settings());
        log.append(commit("a", 0, 1));
        replies.clear();

        IntStream.range(1, 20).forEach(i -> log.append(commit("a" + i, 0, 1)));

        assertThat(replies).isEmpty();
        assertThat(log.tail().rounds()).isLessThanOrEqualTo(20);
    }

    private double reads(String source) {
        return logs.meters
                .get(ReadMeters.READS)
                .tag(ReadMeters.SOURCE, source)
                .counter()
                .count();
    }
}
