package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClosingTest {

    private final VolatileLog content = VolatileLog.ofAtMost(1_000);
    private final FaultyStore store = new FaultyStore(content.commits());
    private final AtomicBoolean storeClosed = new AtomicBoolean();
    private final CountDownLatch sending = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private EventLog open(Duration patience) {
        LogStore through = Interposed.before(new VolatileLogStore(content), store);
        LogStore watched = Interposed.proxy(LogStore.class, (method, arguments) -> {
            if (method.getName().equals("close")) {
                storeClosed.set(true);
            }
            return Interposed.invoke(through, method, arguments);
        });
        EventLogSettings settings =
                EventLogSettings.of("mongodb://unused", "unused").withTimeouts(patience, patience);
        return EventLog.open(watched, settings, WakeUp.none(), new SimpleMeterRegistry());
    }

    private CompletableFuture<Appended> holdAppend(EventLog log) {
        store.onInsert(batch -> {
            sending.countDown();
            Callers.awaitUninterruptibly(released);
            return content.commits().insert(batch);
        });
        CompletableFuture<Appended> append =
                CompletableFuture.supplyAsync(() -> log.append(commit("a", 0, 1)), Thread::startVirtualThread);
        Callers.awaitUninterruptibly(sending);
        return append;
    }

    @Test
    void the_store_is_closed_when_what_was_sent_has_its_answer() throws InterruptedException {
        EventLog log = open(Duration.ofSeconds(60));
        CompletableFuture<Appended> append = holdAppend(log);
        Thread closing = Thread.ofPlatform().start(log::close);
        await().until(() ->
                closing.getState() == Thread.State.TIMED_WAITING || closing.getState() == Thread.State.TERMINATED);

        assertThat(storeClosed).isFalse();
        assertThatExceptionOfType(EventLogUnavailableException.class)
                .isThrownBy(() -> log.append(commit("b", 0, 1)))
                .withMessageContaining("closed");
        released.countDown();

        assertThat(append.join()).isEqualTo(new Appended(1, 1));
        closing.join();
        assertThat(storeClosed).isTrue();
    }

    @Test
    void an_answer_that_does_not_come_is_not_awaited_for_ever() {
        EventLog log = open(Duration.ofMillis(10));
        CompletableFuture<Appended> append = holdAppend(log);

        log.close();

        assertThat(storeClosed).isTrue();
        released.countDown();
        assertThat(append.join()).isEqualTo(new Appended(1, 1));
    }
}
