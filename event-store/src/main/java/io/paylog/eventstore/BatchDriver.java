package io.paylog.eventstore;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What the leader of a line does, in steps of at most one request. Inserts a batch behind the known head, and whenever the
 * answer leaves anything open, asks a majority who holds the keys of what is open, and where the head is, before the next
 * batch. The unique key lets at most one try of a commit land, however late an earlier one arrives.
 */
final class BatchDriver {

    private static final long MAX_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final AppendStore store;
    private final KnownHead head;
    private final AppendLine line;
    private final Courtesy courtesy;
    private boolean headIsStale;

    /** Was not inserted, and it is not known whose commit was in its way. */
    private @Nullable PendingAppend blocked;

    private long blockedBehind;

    BatchDriver(AppendStore store, KnownHead head, AppendLine line, Courtesy courtesy) {
        this.store = store;
        this.head = head;
        this.line = line;
        this.courtesy = courtesy;
    }

    /** Of the leader only: one thread at a time. Whatever it throws, each append is in the line or settled. */
    void step() {
        // Nothing is open unless a batch has not landed, and that is settled before the head is read.
        List<PendingAppend> open = headIsStale ? line.open() : List.of();
        if (!open.isEmpty()) {
            lookUp(open);
        } else if (courtesy.giveTurn()) {
            headIsStale = true;
        } else if (headIsStale) {
            freshenHead();
        } else {
            sendBatch();
        }
    }

    private void sendBatch() {
        courtesy.sending();
        headIsStale = true; // whatever breaks from here on
        List<PendingAppend> batch = line.nextBatch();
        if (batch.isEmpty()) {
            headIsStale = false;
            pause(); // those who are out of time are about to leave
            return;
        }
        List<LoggedCommit> commits = BatchFate.behind(head.get(), batch);
        sent(new BatchFate(batch, commits, store.insert(commits)));
    }

    private void sent(BatchFate fate) {
        headIsStale = !fate.hasLanded();
        fate.headLanded().ifPresent(this::won);
        if (fate.hasLostARace()) {
            courtesy.lost();
        }
        blocked = fate.firstNotLanded();
        blockedBehind = head.position();
        answeredOr(fate.storeFailure());
        fate.refusalOfAll().ifPresentOrElse(line::refuseAll, () -> line.answered(fate::tell));
    }

    private void answeredOr(@Nullable RuntimeException failure) {
        if (failure == null) {
            line.storeAnswered();
        } else if (!Thread.currentThread().isInterrupted()) {
            line.storeFailed(failure); // an interrupt of the leader says nothing of the store
        }
    }

    private void won(Head end) {
        head.advanceTo(end);
        courtesy.won();
    }

    private void lookUp(List<PendingAppend> open) {
        try {
            Map<CommitKey, AppendStore.KeyHolder> holders = store.holdersOf(
                    open.stream().map(append -> append.commit().key()).toList());
            holders.values().forEach(holder -> head.advanceTo(holder.end()));
            line.storeAnswered();
            line.answered(() -> open.forEach(
                    append -> lookedUp(append, holders.get(append.commit().key()))));
        } catch (EventLogUnavailableException e) {
            answeredOr(e);
            pause();
        } catch (EventLogRefusedException e) {
            line.refuseAll(e);
        }
    }

    private static void lookedUp(PendingAppend append, AppendStore.@Nullable KeyHolder holder) {
        if (holder == null) {
            append.isNotThere();
        } else if (append.isHeldBy(holder)) {
            append.landed(holder.end());
        } else {
            append.conflict();
        }
    }

    private void freshenHead() {
        try {
            store.headAfter(head.get().commitPosition()).ifPresent(head::advanceTo);
            line.storeAnswered();
            headIsStale = false;
            if (blocked != null && !blocked.isSettled() && head.position() == blockedBehind) {
                headIsStale = true;
                pause(); // what was in the way is not majority-committed yet, and may never be
            }
            blocked = null;
        } catch (EventLogUnavailableException e) {
            answeredOr(e);
            pause();
        } catch (EventLogRefusedException e) {
            line.refuseAll(e);
        }
    }

    private static void pause() {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(MAX_PAUSE_NANOS / 10, MAX_PAUSE_NANOS));
    }
}
