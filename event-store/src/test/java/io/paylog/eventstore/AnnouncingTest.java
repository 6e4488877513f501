package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What others are told of appends. */
@Timeout(60)
class AnnouncingTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final VolatileLog content = VolatileLog.ofAtMost(1_000);
    private final FaultyStore store = new FaultyStore(content.commits());
    private final List<Long> announced = new CopyOnWriteArrayList<>();

    @AutoClose
    private final EventLog log = open();

    private EventLog open() {
        WakeUp wakeUp = WakeUp.none();
        wakeUp.listen(announced::add);
        LogStore through = Interposed.before(new VolatileLogStore(content), store);
        return EventLog.open(through, EventLogSettings.of("mongodb://unused", "unused"), wakeUp, meters);
    }

    private CompletableFuture<Appended> start(NewCommit commit) {
        return CompletableFuture.supplyAsync(() -> log.append(commit), Thread::startVirtualThread);
    }

    @Test
    void one_commit_after_the_other_is_announced() {
        log.append(commit("a", 0, 2));
        log.append(commit("a", 2, 1));

        assertThat(announced).containsExactly(2L, 3L);
    }

    @Test
    void commits_that_land_in_one_batch_are_announced_once_and_as_far_as_they_reach() {
        CountDownLatch sending = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        store.onInsert(batch -> {
            sending.countDown();
            Callers.awaitUninterruptibly(released);
            return content.commits().insert(batch);
        });
        CompletableFuture<Appended> first = start(commit("first", 0, 1));
        Callers.awaitUninterruptibly(sending);
        List<CompletableFuture<Appended>> others = IntStream.range(0, 20)
                .mapToObj(i -> start(commit("other-" + i, 0, 2)))
                .toList();
        await().until(() -> meters.get(AppendMeters.WAITING).gauge().value() == 20);

        released.countDown();
        Stream.concat(Stream.of(first), others.stream()).forEach(CompletableFuture::join);

        // The first batch may land, and the second one too, before anybody speaks of it.
        assertThat(announced).isSubsetOf(1L, 41L).endsWith(41L).doesNotHaveDuplicates();
    }

    @Test
    void the_last_announcement_is_of_the_last_commit_however_many_append() {
        List<CompletableFuture<Void>> callers = IntStream.range(0, 8)
                .mapToObj(caller -> CompletableFuture.runAsync(
                        () -> IntStream.range(0, 50).forEach(i -> log.append(commit("a" + caller, i, 1))),
                        Thread::startVirtualThread))
                .toList();

        callers.forEach(CompletableFuture::join);

        assertThat(announced).doesNotHaveDuplicates().contains(400L);
    }
}
