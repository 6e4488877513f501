package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is asked of a store whose answers do not fit together. */
class LogReaderTest {

    private final FadingStore store = new FadingStore(new Random(0));
    private final List<Integer> asked = new CopyOnWriteArrayList<>();

    /** Looks up places as if the log had one commit only. */
    private CommitStore stale() {
        return Interposed.proxy(CommitStore.class, (method, arguments) -> {
            if (method.getName().equals("lastStartUpTo")) {
                return OptionalLong.of(1);
            }
            if (arguments[1] instanceof ReadBounds bounds) {
                asked.add(bounds.events());
            }
            return Interposed.invoke(store, method, arguments);
        });
    }

    @Test
    void a_place_that_is_out_of_date_leads_to_no_larger_read() {
        IntStream.range(0, 1_000).forEach(_ -> store.append(1));
        store.lose(901);
        LogReader reader = new LogReader(stale(), new CorruptionAlarm(new SimpleMeterRegistry()));

        assertThat(reader.commitsAfter(900, new ReadBounds(10, 1_000_000))).isEmpty();
        assertThat(asked).isNotEmpty().allMatch(events -> events <= 11);
    }
}
