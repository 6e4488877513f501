package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Callers of an appender who come one after the other while the first request to insert is held. */
final class Callers {

    private final GroupAppender appender;
    private final CountDownLatch released = new CountDownLatch(1);
    private final Caller first;
    private int waiting;

    private Callers(FaultyStore store, GroupAppender appender, Function<List<LoggedCommit>, InsertOutcome> answer) {
        this.appender = appender;
        CountDownLatch sending = new CountDownLatch(1);
        store.onInsert(batch -> {
            sending.countDown();
            awaitUninterruptibly(released);
            return answer.apply(batch);
        });
        first = start(TestLogs.commit("first", 0, 1));
        awaitUninterruptibly(sending);
    }

    record Caller(Thread thread, CompletableFuture<Appended> fate) {}

    /**
     * The first one sends a commit of its own, of aggregate "first", and waits for its answer.
     *
     * @param answer what happens to that request once it is released
     */
    static Callers behindOneWhoSends(
            FaultyStore store, GroupAppender appender, Function<List<LoggedCommit>, InsertOutcome> answer) {
        return new Callers(store, appender, answer);
    }

    Caller first() {
        return first;
    }

    /** Returns when it waits behind those who came before. */
    Caller queue(NewCommit commit) {
        Caller caller = start(commit);
        waiting++;
        await().untilAsserted(() -> assertThat(appender.waiting()).isEqualTo(waiting));
        return caller;
    }

    Caller start(NewCommit commit) {
        CompletableFuture<Appended> fate = new CompletableFuture<>();
        Thread thread = Thread.startVirtualThread(() -> {
            try {
                fate.complete(appender.append(commit));
            } catch (RuntimeException | Error e) {
                fate.completeExceptionally(e);
            }
        });
        return new Caller(thread, fate);
    }

    void release() {
        released.countDown();
    }

    static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
