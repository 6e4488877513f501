package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStoresExtension.class)
@Timeout(120)
class HeartbeatsTest {

    @AutoClose
    private final TestLogs logs;

    private final Counting store;

    HeartbeatsTest(LocalStores stores) {
        logs = new TestLogs(stores);
        store = new Counting(new MongoHeartbeats(
                logs.closing(LogDatabase.connect(logs.settings())).collection("writers")));
    }

    /** Counts the looks, and fails if told to. */
    private static final class Counting implements HeartbeatStore {

        private final HeartbeatStore store;
        final AtomicInteger looks = new AtomicInteger();
        final AtomicBoolean failing = new AtomicBoolean();

        private Counting(HeartbeatStore store) {
            this.store = store;
        }

        @Override
        public void beat(String writer) {
            store.beat(writer);
        }

        @Override
        public Map<String, Long> beats() {
            looks.incrementAndGet();
            if (failing.get()) {
                throw FaultyStore.unavailable();
            }
            return store.beats();
        }

        @Override
        public void forget(String writer, long beats) {
            store.forget(writer, beats);
        }
    }

    private Heartbeats heartbeats() {
        return logs.closing(new Heartbeats(store));
    }

    private static void awaitWhile(Runnable appending, BooleanSupplier condition) {
        await().until(() -> {
            appending.run();
            return condition.getAsBoolean();
        });
    }

    @Test
    void processes_that_append_learn_of_each_other_and_of_the_end_of_that() {
        Heartbeats one = heartbeats();
        Heartbeats other = heartbeats();

        awaitWhile(
                () -> {
                    one.noteAppending();
                    other.noteAppending();
                },
                () -> one.areAppending() && other.areAppending());

        awaitWhile(one::noteAppending, () -> !one.areAppending());
    }

    @Test
    void what_a_dead_process_left_is_no_rival() {
        store.beat("dead");
        Heartbeats lone = heartbeats();

        awaitWhile(
                () -> {
                    lone.noteAppending();
                    assertThat(lone.areAppending()).isFalse();
                },
                () -> store.looks.get() >= 4);
    }

    @Test
    void a_single_append_and_a_process_at_rest_ask_nothing_of_the_store() {
        Heartbeats resting = heartbeats();
        resting.noteAppending();

        await().until(() -> !resting.isBeating());

        assertThat(store.looks).hasValue(0);
        assertThat(store.beats()).isEmpty();
    }

    @Test
    void a_store_that_fails_is_no_trouble_for_who_appends_and_asked_again() {
        Heartbeats heartbeats = heartbeats();
        Heartbeats other = heartbeats();
        Runnable appending = () -> {
            heartbeats.noteAppending();
            other.noteAppending();
        };
        awaitWhile(appending, heartbeats::areAppending);

        store.failing.set(true);
        awaitWhile(appending, () -> !heartbeats.areAppending());

        store.failing.set(false);
        awaitWhile(appending, heartbeats::areAppending);
    }

    @Test
    void a_thread_that_cannot_be_had_is_no_trouble_for_who_appends_and_tried_again() {
        AtomicInteger tries = new AtomicInteger();
        Heartbeats heartbeats = logs.closing(new Heartbeats(store, run -> {
            if (tries.incrementAndGet() < 3) {
                throw new OutOfMemoryError("unable to create native thread, says a test");
            }
            return Thread.ofPlatform().daemon().unstarted(run);
        }));

        awaitWhile(heartbeats::noteAppending, () -> store.looks.get() >= 2);

        assertThat(tries).hasValue(3);
    }

    @Test
    void one_thread_rests_between_appends_and_ends_with_the_log() {
        List<Thread> hearts = new CopyOnWriteArrayList<>();
        Heartbeats heartbeats = new Heartbeats(store, run -> {
            Thread heart = Thread.ofPlatform().daemon().unstarted(run);
            hearts.add(heart);
            return heart;
        });
        for (int i = 0; i < 3; i++) {
            int looked = store.looks.get();
            awaitWhile(heartbeats::noteAppending, () -> store.looks.get() > looked);
            await().until(() -> !heartbeats.isBeating());
        }

        assertThat(hearts).hasSize(1);
        heartbeats.close();
        await().until(() -> !hearts.getFirst().isAlive());
        heartbeats.noteAppending();
        assertThat(hearts).hasSize(1);
    }

    @Test
    void one_who_appends_seldom_and_loses_beats_nevertheless() {
        Heartbeats seldom = heartbeats();

        seldom.noteAppending();
        seldom.noteLost();

        await().until(() -> store.looks.get() > 0);
    }

    @Test
    void one_who_loses_all_the_time_does_not_beat_more_often_for_it() {
        Heartbeats loser = heartbeats();
        long beganNanos = System.nanoTime();

        awaitWhile(
                () -> {
                    loser.noteAppending();
                    loser.noteLost();
                },
                () -> store.looks.get() >= 4);

        assertThat(System.nanoTime() - beganNanos)
                .isGreaterThanOrEqualTo(Heartbeats.INTERVAL.multipliedBy(3).toNanos());
    }

    @Test
    void a_writer_that_beat_again_is_not_forgotten() {
        store.beat("a");
        store.beat("a");
        store.beat("b");

        store.forget("a", 1);
        store.forget("b", 1);

        assertThat(store.beats()).isEqualTo(Map.of("a", 2L));
    }

    @Test
    void logs_that_append_at_the_same_time_yield_and_a_lone_one_does_not() {
        EventLog lone = logs.open();
        AtomicInteger sequence = new AtomicInteger();
        awaitWhile(
                () -> lone.append(TestLogs.commit("lone", sequence.getAndIncrement(), 1)), () -> beatsInTheLog() >= 3);
        assertThat(logs.meters.find(AppendMeters.YIELDS).counters()).isEmpty();

        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<?> one = append(lone, "one", enough);
        CompletableFuture<?> other = append(logs.open(), "other", enough);
        await().until(() -> !logs.meters.find(AppendMeters.YIELDS).counters().isEmpty());

        enough.set(true);
        CompletableFuture.allOf(one, other).join();
    }

    private long beatsInTheLog() {
        Document writer = logs.collection("writers").find().first();
        return writer == null ? 0 : writer.getLong("beats");
    }

    private static CompletableFuture<?> append(EventLog log, String aggregate, AtomicBoolean enough) {
        return CompletableFuture.runAsync(
                () -> {
                    for (int sequence = 0; !enough.get(); sequence++) {
                        log.append(TestLogs.commit(aggregate, sequence, 1));
                    }
                },
                Thread::startVirtualThread);
    }
}
