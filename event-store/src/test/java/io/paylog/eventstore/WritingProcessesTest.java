package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.ChildJvm;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Processes that append to the same aggregates at the same time and know nothing of each other. */
@ExtendWith(LocalStoresExtension.class)
class WritingProcessesTest {

    private static final int PROCESSES = 4;
    private static final int THREADS = 16;

    /** Commits stored by each thread. */
    private static final int APPENDS = 25;

    private static final String STORED = Told.BEGINNING + Told.Outcome.STORED;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private TestLogs logs;
    private final List<ChildJvm> processes = new ArrayList<>();

    @BeforeEach
    void begin(LocalStores stores) {
        System.out.println("-Dseed=" + seed);
        logs = new TestLogs(stores);
        for (int i = 0; i < PROCESSES; i++) {
            List<String> arguments = AppendingProcess.arguments(logs.settings(), i, seed + i, THREADS, APPENDS);
            processes.add(logs.closing(ChildJvm.start(AppendingProcess.class, "128m", arguments)));
        }
        processes.forEach(process -> process.awaitLine(AppendingProcess.READY));
    }

    @AfterEach
    void end() {
        logs.close();
    }

    /** One whose append had waited longer than {@link AppendingProcess#LONGEST_WAIT} would have ended with that failure. */
    @Test
    void all_that_four_processes_were_acknowledged_is_in_the_log_once_and_conflicts_are_all_that_went_wrong() {
        processes.forEach(process -> process.tell("start"));

        processes.forEach(this::assertFinished);
        WrittenLog log = WrittenLog.read(logs.open());
        log.assertDense();
        for (ChildJvm process : processes) {
            log.assertHolds(told(process));
        }
        assertThat(log.idsWithout(told(processes))).isEmpty();
        System.out.println("shares "
                + log.shares(processes.stream().map(WritingProcessesTest::told).toList()));
        assertThat(told(processes)).extracting(Told::outcome).contains(Told.Outcome.values());
    }

    @Test
    void what_a_process_was_acknowledged_before_it_was_killed_is_in_the_log_once_and_the_others_go_on() {
        ChildJvm victim = processes.removeFirst();
        victim.tell("start");
        processes.forEach(process -> process.tell("start"));

        victim.awaitLines(THREADS * APPENDS / 4, STORED);
        victim.kill();

        processes.forEach(this::assertFinished);
        WrittenLog log = WrittenLog.read(logs.open());
        log.assertDense();
        log.assertHolds(told(victim));
        for (ChildJvm process : processes) {
            log.assertHolds(told(process));
        }
        List<Told> all = new ArrayList<>(told(processes));
        all.addAll(told(victim));
        assertThat(log.idsWithout(all))
                .as("appended, and not acknowledged any more")
                .hasSizeLessThanOrEqualTo(3 * THREADS);
    }

    private void assertFinished(ChildJvm process) {
        assertThat(process.exitCode()).as(process::text).isZero();
        assertThat(told(process)).filteredOn(Told::isStored).hasSize(THREADS * APPENDS);
        System.out.println(process.output().getLast());
    }

    private static List<Told> told(List<ChildJvm> processes) {
        return processes.stream().flatMap(process -> told(process).stream()).toList();
    }

    private static List<Told> told(ChildJvm process) {
        return process.output().stream()
                .filter(line -> line.startsWith(Told.BEGINNING))
                .map(Told::ofLine)
                .toList();
    }
}
