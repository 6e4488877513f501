package io.paylog.query.caching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class LayeredCacheTest {

    private static final int READERS = 20;

    private final AtomicBoolean coherent = new AtomicBoolean(true);
    private final AtomicLong floor = new AtomicLong();
    private final AtomicInteger loads = new AtomicInteger();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final LayeredCache<String> cache = cache(DataSize.ofMegabytes(1));

    private LayeredCache<String> cache(DataSize size) {
        CacheSettings settings =
                new CacheSettings(Duration.ofMinutes(1), 0, size, Duration.ofMinutes(1), Duration.ofSeconds(1));
        LocalCache<String> local = new LocalCache<>(settings, coherent::get, floor::get);
        return new LayeredCache<>(new PlainText(), PositionedCache.none(), local, CacheMeters.of(meters, "test"));
    }

    private static Held<String> held(long position, long upTo) {
        return new Held<>("v" + position, position, upTo);
    }

    private Supplier<Held<String>> loading(Held<String> held) {
        return () -> {
            loads.incrementAndGet();
            return held;
        };
    }

    private Held<String> get(Held<String> ifLoaded) {
        return cache.get("a", 0, loading(ifLoaded));
    }

    @Test
    void a_value_is_loaded_once() {
        assertThat(get(held(5, 5))).isEqualTo(held(5, 5));
        assertThat(get(held(6, 6))).isEqualTo(held(5, 5));

        assertThat(gets("local", "hit")).isOne();
        assertThat(gets("local", "miss")).isOne();
        assertThat(gets("shared", "miss")).isOne();
    }

    private double gets(String level, String result) {
        return meters.get("paylog.cache.gets")
                .tags("cache", "test", "level", level, "result", result)
                .counter()
                .count();
    }

    @Test
    void a_caller_who_needs_a_newer_one_has_it_loaded() {
        get(held(5, 5));

        assertThat(cache.get("a", 9, loading(held(5, 9)))).isEqualTo(held(5, 9));
        assertThat(cache.get("a", 9, loading(held(5, 10)))).isEqualTo(held(5, 9));
    }

    @Test
    void callers_who_miss_a_value_at_once_make_one_load() {
        CountDownLatch started = new CountDownLatch(READERS);
        Supplier<Held<String>> load = () -> {
            loads.incrementAndGet();
            awaitAll(started);
            return held(5, 5);
        };
        List<CompletableFuture<Held<String>>> answers = readers(started, load);

        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(held(5, 5)));
        assertThat(loads).hasValue(1);
    }

    private List<CompletableFuture<Held<String>>> readers(CountDownLatch started, Supplier<Held<String>> load) {
        Supplier<Held<String>> read = () -> {
            started.countDown();
            return cache.get("a", 0, load);
        };
        return IntStream.range(0, READERS).mapToObj(n -> inBackground(read)).toList();
    }

    private static void awaitAll(CountDownLatch started) {
        try {
            started.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void a_load_that_fails_fails_for_all_who_wait_and_is_tried_again_by_the_next() {
        CountDownLatch started = new CountDownLatch(READERS);
        List<CompletableFuture<Held<String>>> answers = readers(started, () -> {
            awaitAll(started);
            throw new IllegalStateException("no store");
        });

        assertThat(answers)
                .allSatisfy(answer -> assertThatExceptionOfType(CompletionException.class)
                        .isThrownBy(answer::join)
                        .withRootCauseInstanceOf(IllegalStateException.class)
                        .withMessageContaining("no store"));
        assertThat(get(held(5, 5))).isEqualTo(held(5, 5));
    }

    @Test
    void what_is_replaced_while_it_is_loaded_is_not_kept() {
        cache.get("a", 0, () -> {
            cache.changed(Map.of("a", 6L));
            return held(5, 5);
        });

        assertThat(get(held(6, 6))).isEqualTo(held(6, 6));
        assertThat(get(held(7, 7))).isEqualTo(held(6, 6));
    }

    @Test
    void what_is_loaded_while_changes_are_missed_is_not_kept() {
        cache.get("a", 0, () -> {
            cache.reset();
            return held(5, 5);
        });

        assertThat(get(held(6, 6))).isEqualTo(held(6, 6));
    }

    @Test
    void an_older_value_never_replaces_a_newer_one_nor_the_mark_of_one() {
        get(held(6, 6));
        cache.store(Map.of("a", held(5, 99)));
        assertThat(get(held(9, 9))).isEqualTo(held(6, 6));

        cache.changed(Map.of("a", 7L));
        assertThat(get(held(6, 6))).isEqualTo(held(6, 6));
        assertThat(get(held(7, 7))).isEqualTo(held(7, 7));
        assertThat(get(held(9, 9))).isEqualTo(held(7, 7));
    }

    @Test
    void news_of_what_is_known_already_changes_nothing() {
        get(held(6, 6));
        cache.changed(Map.of("a", 6L, "b", 9L));

        assertThat(get(held(9, 9))).isEqualTo(held(6, 6));
    }

    @Test
    void an_update_replaces_what_is_kept_and_keeps_nothing_that_nobody_reads() {
        get(held(5, 5));
        cache.store(Map.of("a", held(6, 6), "b", held(7, 7)));

        assertThat(get(held(9, 9))).isEqualTo(held(6, 6));
        assertThat(cache.get("b", 0, loading(held(8, 8)))).isEqualTo(held(8, 8));
    }

    @Test
    void nothing_is_believed_that_was_current_only_before_the_floor() {
        get(held(5, 5));
        floor.set(6);

        assertThat(get(held(5, 8))).isEqualTo(held(5, 8));
        assertThat(get(held(9, 9))).isEqualTo(held(5, 8));
    }

    @Test
    void while_changes_may_go_unheard_memory_is_bypassed() {
        get(held(5, 5));
        coherent.set(false);
        assertThat(get(held(6, 6))).isEqualTo(held(6, 6));
        assertThat(get(held(7, 7))).isEqualTo(held(7, 7));

        coherent.set(true);
        assertThat(get(held(9, 9))).isEqualTo(held(5, 5));
        cache.reset();
        assertThat(get(held(9, 9))).isEqualTo(held(9, 9));
    }

    @Test
    void another_generation_is_loaded_anew() {
        cache.open("g1", 0);
        get(held(5, 5));
        cache.open("g2", 0);

        assertThat(get(held(4, 4))).isEqualTo(held(4, 4));
    }

    @Test
    void what_does_not_exist_is_not_kept() {
        assertThat(get(new Held<>(null, 0, 3)).value()).isNull();

        assertThat(get(held(4, 4))).isEqualTo(held(4, 4));
    }

    @Test
    void no_more_is_kept_than_there_is_room_for() {
        LayeredCache<String> small = cache(DataSize.ofKilobytes(64));
        for (int round = 0; round < 2; round++) {
            for (int n = 0; n < 1_000; n++) {
                small.get("id-" + n, 0, loading(held(5, 5)));
            }
        }

        assertThat(loads).hasValueGreaterThan(1_500);
    }

    @Test
    void a_caller_who_needs_more_than_a_load_that_it_waited_for_brings_has_one_of_its_own() {
        CountDownLatch underWay = new CountDownLatch(1);
        CountDownLatch joined = new CountDownLatch(1);
        CompletableFuture<Held<String>> first = inBackground(() -> cache.get("a", 0, () -> {
            underWay.countDown();
            awaitAll(joined);
            return held(5, 5);
        }));
        awaitAll(underWay);
        CompletableFuture<Thread> second = new CompletableFuture<>();
        CompletableFuture<Held<String>> needsMore = inBackground(() -> {
            second.complete(Thread.currentThread());
            return cache.get("a", 9, loading(held(9, 9)));
        });
        await().until(() -> second.join().getState() == Thread.State.WAITING);
        joined.countDown();

        assertThat(first.join()).isEqualTo(held(5, 5));
        assertThat(needsMore.join()).isEqualTo(held(9, 9));
        assertThat(get(held(99, 99))).isEqualTo(held(9, 9));
    }

    private static <T> CompletableFuture<T> inBackground(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Executors.newVirtualThreadPerTaskExecutor());
    }
}
