package io.paylog.eventstore;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The furthest head this process knows of, from majority reads and majority-acknowledged writes only. It never moves
 * backwards: what was once majority-committed stays, even if a majority read goes back after an election.
 */
final class KnownHead {

    private final AtomicReference<Head> furthest = new AtomicReference<>(Head.OF_EMPTY_LOG);

    Head get() {
        return furthest.get();
    }

    long position() {
        return get().lastPosition();
    }

    /** @return whether it moved */
    boolean advanceTo(Head head) {
        Head before = furthest.getAndAccumulate(
                head, (known, other) -> other.lastPosition() > known.lastPosition() ? other : known);
        return head.lastPosition() > before.lastPosition();
    }
}
