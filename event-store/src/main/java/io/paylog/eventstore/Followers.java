package io.paylog.eventstore;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is to be called after every look at the log. */
final class Followers {

    private static final Logger log = LoggerFactory.getLogger(Followers.class);

    /** Each with whether it has failed already. */
    private final Map<Runnable, AtomicBoolean> followers = new ConcurrentHashMap<>();

    void add(Runnable follower) {
        followers.put(follower, new AtomicBoolean());
    }

    void remove(Runnable follower) {
        followers.remove(follower);
    }

    boolean isEmpty() {
        return followers.isEmpty();
    }

    /** One that fails, for example because its executor was shut down, is no reason to leave the others waiting. */
    void call() {
        followers.forEach((follower, failedBefore) -> {
            try {
                follower.run();
            } catch (Throwable e) {
                if (failedBefore.compareAndSet(false, true)) {
                    log.warn("A consumer of the event log could not be called", e);
                }
            }
        });
    }
}
