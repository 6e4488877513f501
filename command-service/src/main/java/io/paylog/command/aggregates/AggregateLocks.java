package io.paylog.command.aggregates;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.common.lock.Lock;
import org.axonframework.common.lock.LockAcquisitionFailedException;
import org.axonframework.common.lock.LockFactory;

/**
 * One command at a time for each aggregate, in the order in which they came, each waiting no longer than stated. (Axon's
 * own locks begin to wait anew whenever the lock is released, in any order.) Threads that wait are bounded by those that
 * send commands.
 */
public final class AggregateLocks implements LockFactory {

    private final ConcurrentHashMap<String, Shared> locks = new ConcurrentHashMap<>();
    private final Duration wait;

    public AggregateLocks(Duration wait) {
        this.wait = wait;
    }

    /** @throws LockAcquisitionFailedException if others hold the lock for that time */
    @Override
    public Lock obtainLock(String identifier) {
        Shared shared = join(identifier);
        boolean obtained = false;
        try {
            obtained = shared.lock.tryLock(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LockAcquisitionFailedException("Interrupted while waiting for aggregate " + identifier, e);
        } finally {
            if (!obtained) {
                leave(identifier);
            }
        }
        if (!obtained) {
            throw new LockAcquisitionFailedException("Aggregate " + identifier + " was in use for " + wait);
        }
        return new Held(identifier, shared);
    }

    private Shared join(String identifier) {
        return locks.compute(identifier, (id, there) -> {
            Shared shared = there == null ? new Shared() : there;
            shared.users++;
            return shared;
        });
    }

    private void leave(String identifier) {
        locks.computeIfPresent(identifier, (id, shared) -> --shared.users == 0 ? null : shared);
    }

    /** How many aggregates are locked or waited for. */
    int inUse() {
        return locks.size();
    }

    private static final class Shared {

        private final ReentrantLock lock = new ReentrantLock(true);

        /** Those who hold the lock or wait for it; changed within the map's atomic methods only. */
        private int users;
    }

    private final class Held implements Lock {

        private final String identifier;
        private final Shared shared;

        private Held(String identifier, Shared shared) {
            this.identifier = identifier;
            this.shared = shared;
        }

        @Override
        public void release() {
            shared.lock.unlock();
            leave(identifier);
        }

        @Override
        public boolean isHeld() {
            return shared.lock.isHeldByCurrentThread();
        }
    }
}
