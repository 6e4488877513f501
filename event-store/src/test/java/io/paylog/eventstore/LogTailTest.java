package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A tail whose poll interval is so long that only what a test does can be the cause of a round. */
@Timeout(60)
class LogTailTest {

    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration OFTEN = Duration.ofMillis(10);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(40);

    private final KnownHead known = new KnownHead();
    private final AtomicLong real = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile @Nullable Throwable fault;
    private @Nullable LogTail open;

    @AfterEach
    void end() {
        if (open != null) {
            open.close();
        }
    }

    private LogTail tail(Duration pollInterval) {
        LogTail tail = new LogTail(known, this::freshHead, always(pollInterval));
        open = tail;
        return tail;
    }

    private static PollPause always(Duration interval) {
        return new PollPause(interval, interval, () -> false, System::nanoTime);
    }

    private LogTail followedAndIdle() {
        LogTail tail = tail(NEVER);
        tail.follow(() -> {});
        await().until(() -> tail.rounds() == 1);
        return tail;
    }

    private Head freshHead() {
        asked.incrementAndGet();
        if (fault instanceof RuntimeException e) {
            throw e;
        }
        if (fault instanceof Error e) {
            throw e;
        }
        return new Head(real.get(), real.get(), 0);
    }

    @Test
    void a_hint_of_something_new_is_a_reason_to_ask_and_one_of_something_known_is_not() {
        LogTail tail = followedAndIdle();
        real.set(5);

        tail.hint(5);
        await().until(() -> known.position() == 5);
        await().until(() -> tail.rounds() == 2);

        tail.hint(5);
        tail.headMoved();
        await().until(() -> tail.rounds() == 3);
        assertThat(asked).hasValue(2);
    }

    @Test
    void appends_of_its_own_process_do_not_keep_it_from_looking() {
        LogTail tail = tail(Duration.ofMillis(500)); // many times as long as it is between two appends
        tail.follow(() -> {});
        await().until(() -> asked.get() > 0);
        int before = asked.get();

        await().atMost(LONG_ENOUGH).pollDelay(Duration.ZERO).pollInterval(OFTEN).until(() -> {
            tail.headMoved();
            return asked.get() > before + 2;
        });
    }

    @Test
    void an_append_while_nobody_follows_is_no_reason_to_look_however_long_ago_the_last_look_was() {
        LogTail tail = tail(OFTEN);
        Runnable follower = () -> {};
        tail.follow(follower);
        await().until(() -> asked.get() > 1);
        tail.unfollow(follower);
        awaitIdle(tail);
        int before = asked.get();
        long rounds = tail.rounds();

        tail.headMoved();

        await().until(() -> tail.rounds() == rounds + 1);
        assertThat(asked).hasValue(before);
    }

    @Test
    void an_announcement_reaches_all_followers_with_one_look_and_none_that_was_closed() {
        LogTail tail = followedAndIdle();
        List<AtomicInteger> calls = Stream.generate(AtomicInteger::new).limit(5).toList();
        calls.forEach(count -> tail.follow(count::incrementAndGet));
        Runnable closed = calls.getFirst()::incrementAndGet;
        tail.follow(closed);
        await().until(() -> calls.stream().allMatch(count -> count.get() > 0));
        awaitIdle(tail);
        tail.unfollow(closed);
        List<Integer> callsBefore = calls.stream().map(AtomicInteger::get).toList();
        int askedBefore = asked.get();
        real.set(5);

        tail.announced(5);

        await().until(() -> known.position() == 5);
        await().untilAsserted(() -> assertThat(calls)
                .extracting(AtomicInteger::get)
                .containsExactlyElementsOf(
                        callsBefore.stream().map(before -> before + 1).toList()));
        assertThat(asked).hasValue(askedBefore + 1);
    }

    @Test
    void a_follower_that_fails_neither_ends_the_tail_nor_keeps_the_others_from_being_called() {
        LogTail tail = tail(NEVER);
        AtomicInteger calls = new AtomicInteger();
        tail.follow(() -> {
            throw new RejectedExecutionException("shut down");
        });
        tail.follow(calls::incrementAndGet);
        await().untilAsserted(() -> assertThat(calls).hasPositiveValue());

        for (int i = 0; i < 3; i++) {
            int before = calls.get();
            tail.headMoved();
            await().untilAsserted(() -> assertThat(calls).hasValueGreaterThan(before));
        }
    }

    @Test
    void whatever_goes_wrong_while_asking_is_told_and_the_tail_goes_on() {
        LogTail tail = tail(OFTEN);
        fault = new NoClassDefFoundError("missing");
        tail.follow(() -> {});

        await().until(() -> !tail.healthy());
        assertThatExceptionOfType(EventLogUnavailableException.class)
                .isThrownBy(tail::requireHealthy)
                .withMessageContaining("missing");

        fault = null;
        await().until(tail::healthy);
    }

    @Test
    void a_head_that_somebody_else_read_ends_a_failure_at_once() {
        LogTail tail = failedAndIdle();

        tail.headWasRead();

        assertThatCode(tail::requireHealthy).doesNotThrowAnyException();
    }

    @Test
    void an_append_is_a_reason_to_ask_again_after_a_failure() {
        LogTail tail = failedAndIdle();
        fault = null;

        tail.headMoved();

        await().until(tail::healthy);
    }

    @Test
    void a_failure_from_before_somebody_else_read_the_head_is_forgotten() {
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        LogTail tail = new LogTail(
                known,
                () -> {
                    asking.countDown();
                    awaitQuietly(release);
                    throw FaultyStore.unavailable();
                },
                always(NEVER));
        open = tail;
        tail.follow(() -> {});
        awaitQuietly(asking);

        tail.headWasRead();
        release.countDown();

        await().until(() -> tail.rounds() == 1);
        assertThat(tail.healthy()).isTrue();
    }

    /** A round that has been asked for may be under way, or not even have begun. */
    private static void awaitIdle(LogTail tail) {
        long[] before = {-1};
        await().atMost(LONG_ENOUGH).during(Duration.ofMillis(500)).until(() -> {
            long rounds = tail.rounds();
            boolean unchanged = rounds == before[0];
            before[0] = rounds;
            return unchanged;
        });
    }

    /** Its next try of its own is an hour away. */
    private LogTail failedAndIdle() {
        LogTail tail = tail(NEVER);
        fault = FaultyStore.unavailable();
        tail.follow(() -> {});
        await().until(() -> !tail.healthy());
        return tail;
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
