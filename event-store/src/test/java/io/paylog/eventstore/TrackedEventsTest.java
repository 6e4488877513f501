package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.ChildJvm;
import io.paylog.localstores.junit.LocalStoresExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalStoresExtension.class)
class TrackedEventsTest {

    /** Fewer with {@code -Dtracked.events}. */
    private static final int EVENTS = Integer.getInteger("tracked.events", 1_000_000);

    private static final String HEAP = System.getProperty("tracked.heap", "256m");

    @Test
    void a_million_events_are_tracked_with_a_heap_that_does_not_hold_them(LocalStores stores) {
        try (TestLogs logs = new TestLogs(stores);
                ChildJvm process = ChildJvm.start(
                        TrackingProcess.class, HEAP, TrackingProcess.arguments(logs.settings(), EVENTS))) {
            assertThat(process.exitCode()).as(process::text).isZero();
            System.out.println(process.text());
            assertThat(process.output()).contains("handled " + EVENTS + " of which out of order 0");
        }
    }
}
