package io.paylog.eventstore;

/**
 * The furthest head this process knows of, from majority reads and majority-acknowledged writes only. It never moves
 * backwards: what was once majority-committed stays, even if a majority read goes back after an election.
 */
final class KnownHead {

    private volatile Head furthest = Head.OF_EMPTY_LOG;

    Head get() {
        return furthest;
    }

    long position() {
        return furthest.lastPosition();
    }

    synchronized void advanceTo(Head head) {
        if (head.lastPosition() > furthest.lastPosition()) {
            furthest = head;
        }
    }
}
