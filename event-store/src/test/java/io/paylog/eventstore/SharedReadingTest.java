package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Followers of one log, some at its end and some behind, over a store that fails and goes back. */
@Timeout(120)
class SharedReadingTest {

    private static final int MOST_EVENTS_PER_COMMIT = 4;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final CorruptionAlarm alarm = new CorruptionAlarm(meters);

    /** What the followers of one process share. */
    private final class OneProcess {

        final FadingStore store;
        final KnownHead known = new KnownHead();
        final RecentCommits recent;
        final LogReader reader;
        final SharedReading shared;
        final ReadBounds bounds;

        OneProcess(FadingStore store, ReadBounds recentBounds, ReadBounds bounds) {
            this.store = store;
            this.bounds = bounds;
            recent = new RecentCommits(recentBounds, Head.OF_EMPTY_LOG);
            reader = new LogReader(store, alarm);
            shared = new SharedReading(reader, known, this::freshHead, recent, bounds);
        }

        Head freshHead() {
            store.headAfter(known.get().commitPosition()).ifPresent(known::advanceTo);
            return known.get();
        }

        Follower follower(long position) {
            return new Follower(this, position);
        }
    }

    /** Remembers what it saw, as an {@link EventLogStream} would show it. */
    private final class Follower {

        final List<Long> seen = new ArrayList<>();
        private final OneProcess process;
        private final LogFollower follower;
        private final long start;
        private long position;

        Follower(OneProcess process, long start) {
            this.process = process;
            this.start = start;
            this.position = start;
            follower = new LogFollower(
                    process.recent,
                    process.shared,
                    new OwnReading(process.reader, process.store, process.bounds),
                    process.known,
                    process.bounds,
                    new ReadMeters(meters));
        }

        Void read() {
            if (process.known.position() > position) {
                List<LoggedEvent> events = follower.eventsAfter(position);
                events.forEach(event -> seen.add(event.position()));
                if (!events.isEmpty()) {
                    position = events.getLast().position();
                }
            }
            return null;
        }

        void requireSawAll(long head) {
            assertThat(seen)
                    .isEqualTo(LongStream.rangeClosed(start + 1, head).boxed().toList());
        }
    }

    @RepeatedTest(200)
    void every_follower_sees_exactly_the_log_wherever_it_begins_and_whatever_reads_do() {
        long seed = new Random().nextLong();
        try {
            followWith(new Random(seed));
        } catch (Throwable e) {
            throw new AssertionError("With seed " + seed, e);
        }
    }

    private void followWith(Random random) {
        FadingStore store = new FadingStore(random);
        OneProcess process = new OneProcess(
                store,
                new ReadBounds(1 + random.nextInt(40), 1 + random.nextInt(2_000)),
                new ReadBounds(1 + random.nextInt(10), 1 + random.nextInt(500)));
        List<Follower> followers = new ArrayList<>();
        store.faultsPerRead(random.nextDouble() / 2);
        for (int step = 0; step < 300; step++) {
            step(process, followers, random);
        }
        store.faultsPerRead(0);
        process.freshHead();
        for (int step = 0; step < 2_000; step++) {
            followers.forEach(Follower::read);
        }
        followers.forEach(follower -> follower.requireSawAll(store.head()));
    }

    private void step(OneProcess process, List<Follower> followers, Random random) {
        switch (random.nextInt(6)) {
            case 0 -> process.store.append(1 + random.nextInt(MOST_EVENTS_PER_COMMIT));
            case 1 ->
                IntStream.range(0, random.nextInt(20))
                        .forEach(_ -> process.store.append(1 + random.nextInt(MOST_EVENTS_PER_COMMIT)));
            case 2 -> attempt(process::freshHead); // as the process's own appends do
            case 3 -> attempt(process.shared::read);
            case 4 -> {
                if (followers.size() < 8) {
                    followers.add(process.follower(random.nextLong(process.known.position() + 1)));
                }
            }
            default -> {
                if (!followers.isEmpty()) {
                    attempt(followers.get(random.nextInt(followers.size()))::read);
                }
            }
        }
    }

    private static void attempt(Callable<?> read) {
        try {
            read.call();
        } catch (EventLogUnavailableException _) {
            // tried again later
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** One that has read each commit when it came. */
    private OneProcess atTheEnd(int commits) {
        FadingStore store = new FadingStore(new Random(0));
        OneProcess process = new OneProcess(store, new ReadBounds(100, 1_000_000), new ReadBounds(10, 1_000_000));
        for (int i = 0; i < commits; i++) {
            store.append(1);
            process.shared.read();
        }
        return process;
    }

    @Test
    void followers_at_the_end_cost_one_read_of_the_store_together() {
        OneProcess process = atTheEnd(5);
        List<Follower> followers =
                IntStream.range(0, 8).mapToObj(_ -> process.follower(5)).toList();
        process.store.append(3);
        process.known.advanceTo(new Head(6, 8, 0));
        process.store.reads.set(0);

        followers.forEach(Follower::read);

        followers.forEach(follower -> follower.requireSawAll(8));
        assertThat(process.store.reads).hasValue(1);
    }

    @Test
    void a_follower_that_is_behind_leaves_the_memory_as_it_is_and_comes_over_without_a_seam() {
        OneProcess process = atTheEnd(500);
        long firstInMemory = 401;
        Follower behind = process.follower(0);
        Follower atEnd = process.follower(500);
        process.store.reads.set(0);

        while (behind.position < firstInMemory - 1) {
            behind.read();
            atEnd.read();
            assertThat(process.recent.after(500, process.bounds)).contains(List.of());
            assertThat(process.recent.after(firstInMemory - 1, process.bounds)).isPresent();
            assertThat(process.recent.after(firstInMemory - 2, process.bounds)).isEmpty();
        }
        int readsBehind = process.store.reads.get();
        IntStream.range(0, 100).forEach(_ -> behind.read());

        behind.requireSawAll(500);
        assertThat(readsBehind).isEqualTo(40);
        assertThat(process.store.reads).hasValue(readsBehind);
        assertThat(process.store.openCursors).hasValue(0);
    }

    @Test
    void a_commit_that_does_not_fit_into_the_memory_is_delivered_all_the_same() {
        FadingStore store = new FadingStore(new Random(0));
        OneProcess process = new OneProcess(store, new ReadBounds(3, 1_000_000), new ReadBounds(2, 1_000_000));
        List<Follower> followers = List.of(process.follower(0), process.follower(0));
        for (int events : new int[] {1, 50, 2, 4, 1}) {
            store.append(events);
            process.freshHead();
            followers.forEach(Follower::read);
            followers.forEach(Follower::read);
        }

        followers.forEach(follower -> follower.requireSawAll(58));
    }

    @Test
    void a_hole_is_told_to_each_follower_that_comes_to_it_with_or_without_a_cursor() {
        OneProcess process = atTheEnd(300);
        process.store.lose(100);
        Follower behind = process.follower(0);

        assertThatExceptionOfType(EventLogCorruptedException.class).isThrownBy(() -> {
            for (int i = 0; i < 1_000; i++) {
                behind.read();
            }
        });
        behind.requireSawAll(behind.position);
        assertThat(behind.position).isBetween(90L, 99L);

        process.store.append(1);
        process.store.lose(301);
        process.store.append(1);
        process.freshHead();
        Follower atEnd = process.follower(300);
        assertThatExceptionOfType(EventLogCorruptedException.class).isThrownBy(atEnd::read);
        assertThat(atEnd.seen).isEmpty();
    }

    @Test
    void a_hole_is_seen_also_where_one_commit_fills_a_read() {
        FadingStore store = new FadingStore(new Random(0));
        OneProcess process = new OneProcess(store, new ReadBounds(1, 1), new ReadBounds(1, 1));
        IntStream.range(0, 10).forEach(_ -> store.append(2));
        store.lose(11);
        process.freshHead();

        for (long position = 9; position <= 11; position++) {
            Follower follower = process.follower(position);
            assertThatExceptionOfType(EventLogCorruptedException.class).isThrownBy(() -> {
                for (int i = 0; i < 1_000; i++) {
                    follower.read();
                }
            });
        }
    }

    @Test
    void a_commit_that_overlaps_the_end_of_the_memory_is_corruption() {
        OneProcess process = atTheEnd(5);
        process.store.rewrite(5, 3);
        process.store.append(1);

        assertThatExceptionOfType(EventLogCorruptedException.class)
                .isThrownBy(process.shared::read)
                .matches(e -> e.expected() == 6 && e.found() == 5);
    }

    @Test
    void a_commit_that_overlaps_what_a_follower_behind_has_read_is_corruption() {
        OneProcess process = atTheEnd(300);
        Follower behind = process.follower(0);
        while (behind.position < 50) {
            behind.read();
        }
        process.store.rewrite(50, 2);
        process.store.lose(51);

        assertThatExceptionOfType(EventLogCorruptedException.class)
                .isThrownBy(behind::read)
                .matches(e -> e.expected() == 51 && e.found() == 50);
        behind.requireSawAll(50);
    }

    @Test
    void a_follower_that_comes_to_the_known_head_by_itself_leaves_no_cursor() {
        OneProcess process = new OneProcess(
                new FadingStore(new Random(0)), new ReadBounds(10, 1_000_000), new ReadBounds(10, 1_000_000));
        IntStream.range(0, 100).forEach(_ -> process.store.append(1));
        process.freshHead();
        Follower behind = process.follower(0);

        while (behind.position < 100) {
            behind.read();
        }

        behind.requireSawAll(100);
        assertThat(process.store.openCursors).hasValue(0);
    }

    @Test
    void a_follower_is_closed_without_waiting_for_its_read_and_leaves_no_cursor() throws InterruptedException {
        OneProcess process = atTheEnd(300);
        Follower behind = process.follower(0);
        behind.read();
        behind.read();
        assertThat(process.store.openCursors).hasValue(1);
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        process.store.onNextRead(() -> {
            reading.countDown();
            awaitQuietly(release);
            throw new IllegalStateException("unexpected");
        });
        Thread reader = Thread.ofPlatform().start(() -> attempt(behind::read));
        reading.await();

        behind.follower.close();
        release.countDown();
        reader.join();

        assertThat(process.store.openCursors).hasValue(0);
    }

    @Test
    void a_failure_is_no_concern_of_one_who_finds_what_it_waited_for() {
        OneProcess process = atTheEnd(2);
        CountDownLatch release = new CountDownLatch(1);
        process.store.append(1);
        process.store.onNextRead(() -> {
            awaitQuietly(release);
            throw FaultyStore.unavailable();
        });
        Failing reading = new Failing(process.shared, 2);
        await().until(reading::isWaiting);
        Failing waiting = new Failing(process.shared, 1);
        await().until(waiting::isWaiting);

        release.countDown();

        await().until(() -> reading.isOver() && waiting.isOver());
        assertThat(reading.failure).isInstanceOf(EventLogUnavailableException.class);
        assertThat(waiting.failure).isNull();
    }

    @Test
    void who_waited_for_one_that_was_interrupted_reads_by_itself() {
        OneProcess process = atTheEnd(2);
        CountDownLatch release = new CountDownLatch(1);
        process.store.append(1);
        process.store.onNextRead(() -> {
            awaitQuietly(release);
            Thread.currentThread().interrupt();
            throw FaultyStore.unavailable();
        });
        Failing interrupted = new Failing(process.shared, 2);
        await().until(interrupted::isWaiting);
        Failing waiting = new Failing(process.shared, 2);
        await().until(waiting::isWaiting);

        release.countDown();

        await().until(() -> interrupted.isOver() && waiting.isOver());
        assertThat(interrupted.failure).isInstanceOf(EventLogUnavailableException.class);
        assertThat(waiting.failure).isNull();
        assertThat(process.recent.end().lastPosition()).isEqualTo(3);
    }

    @Test
    void a_read_that_fails_is_told_to_all_who_waited_for_it_and_not_repeated_by_each() {
        OneProcess process = atTheEnd(1);
        CountDownLatch release = new CountDownLatch(1);
        process.store.append(1);
        process.freshHead();
        process.store.reads.set(0);
        process.store.onNextRead(() -> {
            awaitQuietly(release);
            throw FaultyStore.unavailable();
        });
        List<Failing> followers = IntStream.range(0, 8)
                .mapToObj(_ -> new Failing(process.shared, 1))
                .toList();

        followers.forEach(follower -> await().until(follower::isWaiting));
        release.countDown();

        followers.forEach(follower -> await().until(() -> follower.failure instanceof EventLogUnavailableException));
        assertThat(process.store.reads).hasValue(1);
        process.shared.readBeyond(1);
        assertThat(process.recent.end().lastPosition()).isEqualTo(2);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Failing {

        volatile @Nullable RuntimeException failure;
        private final Thread thread;

        Failing(SharedReading shared, long position) {
            thread = Thread.ofPlatform().start(() -> {
                try {
                    shared.readBeyond(position);
                } catch (RuntimeException e) {
                    failure = e;
                }
            });
        }

        boolean isWaiting() {
            return thread.getState() == Thread.State.WAITING;
        }

        boolean isOver() {
            return !thread.isAlive();
        }
    }
}
