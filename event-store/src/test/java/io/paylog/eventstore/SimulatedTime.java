package io.paylog.eventstore;

import java.util.PriorityQueue;

/** Time that passes when all threads that live in it sleep, and only then: as many of them as it was made for. */
final class SimulatedTime {

    private final PriorityQueue<Long> wakeUps = new PriorityQueue<>();
    private int awake;
    private long now;

    SimulatedTime(int threads) {
        awake = threads;
    }

    synchronized long nanoTime() {
        return now;
    }

    synchronized void sleep(long nanos) {
        long due = now + nanos;
        wakeUps.add(due);
        awake--;
        passIfAllSleep();
        while (now < due || !wakeUps.remove(due)) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** This thread lives in it no more. */
    synchronized void leave() {
        awake--;
        passIfAllSleep();
    }

    private void passIfAllSleep() {
        Long next = wakeUps.peek();
        if (awake == 0 && next != null) {
            now = next;
            awake = Math.toIntExact(wakeUps.stream().filter(next::equals).count());
            notifyAll();
        }
    }
}
