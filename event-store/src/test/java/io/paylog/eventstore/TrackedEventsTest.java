package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.ChildJvm;
import io.paylog.localstores.junit.LocalStoresExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStoresExtension.class)
class TrackedEventsTest {

    private static final int MILLION = 1_000_000;

    /** All of a million, which take a minute, with {@code -Dtracked.events=1000000}. */
    private static final int EVENTS = Integer.getInteger("tracked.events", MILLION / 5);

    /** What is needed to read, whatever their number, is half of the smaller one. */
    private static final String HEAP = EVENTS < MILLION ? "128m" : "256m";

    @Test
    void events_are_tracked_without_a_gap_with_a_heap_that_does_not_hold_them(LocalStores stores) {
        try (TestLogs logs = new TestLogs(stores);
                ChildJvm process = ChildJvm.start(
                        TrackingProcess.class, HEAP, TrackingProcess.arguments(logs.settings(), EVENTS))) {
            assertThat(process.exitCode()).as(process::text).isZero();
            System.out.println(process.text());
            assertThat(process.output()).contains("handled " + EVENTS + " of which out of order 0");
        }
    }
}
