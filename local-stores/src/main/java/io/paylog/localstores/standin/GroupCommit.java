package io.paylog.localstores.standin;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/** One commit for all who wait: whoever finds none running runs one, and it covers everybody who asked before it. */
final class GroupCommit {

    /** Sparse chunks are rewritten after so many commits, so that the file does not grow with the number of writes. */
    private static final int COMMITS_PER_COMPACTION = 256;

    private static final int TARGET_FILL_PERCENT = 50;
    private static final int COMPACTION_BYTES = 2 * 1024 * 1024;

    private final MVStore store;
    private final Lock noWrites;
    private final Lock state = new ReentrantLock();
    private final Condition finished = state.newCondition();

    private long asked;
    private long done;
    private boolean running;
    private int sinceCompaction;
    private @Nullable RuntimeException failure;

    GroupCommit(MVStore store, Lock noWrites) {
        this.store = store;
        this.noWrites = noWrites;
    }

    /** Returns once everything that the caller has changed is in the file. */
    void join() {
        long covers = lead();
        if (covers < 0) {
            return;
        }
        RuntimeException failed = null;
        try {
            commit();
        } catch (RuntimeException e) {
            failed = e;
        }
        finish(covers, failed);
    }

    /** How much this caller's commit covers; negative: somebody else's did. */
    private long lead() {
        state.lock();
        try {
            long mine = ++asked;
            while (running && done < mine) {
                // not interruptible: the change is made, an answer before its commit would be a lie
                finished.awaitUninterruptibly();
            }
            if (done >= mine) {
                requireSound();
                return -1;
            }
            running = true;
            return asked;
        } finally {
            state.unlock();
        }
    }

    private void commit() {
        noWrites.lock();
        try {
            store.commit();
        } finally {
            noWrites.unlock();
        }
        if (++sinceCompaction >= COMMITS_PER_COMPACTION) {
            sinceCompaction = 0;
            store.compact(TARGET_FILL_PERCENT, COMPACTION_BYTES);
        }
    }

    private void finish(long covers, @Nullable RuntimeException failed) {
        state.lock();
        try {
            if (failure == null) {
                failure = failed;
            }
            done = Math.max(done, covers);
            running = false;
            finished.signalAll();
            requireSound();
        } finally {
            state.unlock();
        }
    }

    /** After a failed commit nothing is known to be in the file any more: nothing may be acknowledged. */
    private void requireSound() {
        if (failure != null) {
            throw new IllegalStateException("The stand-in's file cannot be written; nothing is acknowledged", failure);
        }
    }
}
