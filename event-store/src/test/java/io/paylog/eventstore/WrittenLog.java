package io.paylog.eventstore;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/** All events of a log, compared with what those who wrote it were told. */
final class WrittenLog {

    private final List<LoggedEvent> events;
    private final Map<String, LoggedEvent> byId = new HashMap<>();
    private final Map<Key, LoggedEvent> byKey = new HashMap<>();

    private record Key(String aggregate, long sequence) {}

    private WrittenLog(List<LoggedEvent> events) {
        this.events = events;
        for (LoggedEvent event : events) {
            assertThat(byId.put(event.entry().id(), event))
                    .as("the same event twice")
                    .isNull();
            byKey.put(new Key(event.aggregateId(), event.sequence()), event);
        }
    }

    static WrittenLog read(EventLog log) {
        List<LoggedEvent> all = new ArrayList<>();
        UnaryOperator<List<LoggedEvent>> next =
                batch -> log.eventsAfter(batch.isEmpty() ? 0 : batch.getLast().position());
        for (List<LoggedEvent> batch = next.apply(List.of()); !batch.isEmpty(); batch = next.apply(batch)) {
            all.addAll(batch);
        }
        return new WrittenLog(all);
    }

    List<LoggedEvent> events() {
        return events;
    }

    /** Positions from 1 and, in each aggregate, sequences from 0. */
    void assertDense() {
        Map<String, Long> nextSequence = new HashMap<>();
        long nextPosition = 1;
        for (LoggedEvent event : events) {
            assertThat(event.position()).isEqualTo(nextPosition++);
            assertThat(event.sequence()).isEqualTo(nextSequence.merge(event.aggregateId(), 1L, Long::sum) - 1);
        }
    }

    /** What was stored, in the order in which each thread was told, and who says to have been first. */
    void assertHolds(List<Told> byOneProcess) {
        byOneProcess.stream().collect(groupingBy(Told::thread)).values().forEach(byOneThread -> {
            long last = 0;
            for (Told told : byOneThread) {
                last = told.isStored() ? assertStoredBehind(last, told) : assertConflict(last, told);
            }
        });
    }

    private long assertStoredBehind(long last, Told told) {
        List<LoggedEvent> stored =
                told.ids().stream().map(byId::get).filter(Objects::nonNull).toList();
        assertThat(stored).as("%s", told).hasSameSizeAs(told.ids());
        assertThat(stored.getFirst().position()).as("%s", told).isGreaterThan(last);
        for (int i = 0; i < stored.size(); i++) {
            assertThat(stored.get(i).position())
                    .as("%s", told)
                    .isEqualTo(stored.getFirst().position() + i);
            assertThat(stored.get(i).aggregateId()).isEqualTo(told.aggregate());
            assertThat(stored.get(i).sequence()).as("%s", told).isEqualTo(told.sequence() + i);
        }
        return stored.getLast().position();
    }

    private long assertConflict(long last, Told told) {
        assertThat(byKey.get(new Key(told.aggregate(), told.sequence())))
                .as("the other one of %s", told)
                .isNotNull();
        assertThat(told.ids()).as("%s", told).noneMatch(byId::containsKey);
        assertThat(told.outcome())
                .as("%s", told)
                .isEqualTo(told.sequence() == 0 ? Told.Outcome.CREATED_BY_ANOTHER : Told.Outcome.CHANGED_BY_ANOTHER);
        return last;
    }

    /** How many commits each has stored up to where the first of them had stored its last one, the fewest first. */
    List<Long> shares(List<List<Told>> byProcess) {
        long first = byProcess.stream().mapToLong(this::lastPosition).min().orElseThrow();
        return byProcess.stream()
                .map(told -> told.stream()
                        .filter(one -> one.isStored() && position(one) <= first)
                        .count())
                .sorted()
                .toList();
    }

    private long lastPosition(List<Told> told) {
        return told.stream()
                .filter(Told::isStored)
                .mapToLong(this::position)
                .max()
                .orElseThrow();
    }

    private long position(Told stored) {
        return Objects.requireNonNull(byId.get(stored.ids().getFirst())).position();
    }

    /** The ids of events that nobody was told of. */
    Set<String> idsWithout(List<Told> told) {
        Set<String> ids = new HashSet<>(byId.keySet());
        told.stream().filter(Told::isStored).forEach(one -> one.ids().forEach(ids::remove));
        return ids;
    }
}
