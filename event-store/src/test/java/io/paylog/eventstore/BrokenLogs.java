package io.paylog.eventstore;

import static java.util.Map.entry;

import io.paylog.eventstore.InsertOutcome.Landed;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Logs that nobody should have: what a suite has to find. */
final class BrokenLogs {

    private static final Map<Class<?>, Object> NOTHING = Map.ofEntries(
            entry(InsertOutcome.class, new Landed()),
            entry(CommitStore.ShownEnd.class, new CommitStore.ShownEnd(Optional.empty(), true)),
            entry(Optional.class, Optional.empty()),
            entry(OptionalLong.class, OptionalLong.empty()),
            entry(List.class, List.of()),
            entry(Map.class, Map.of()),
            entry(String.class, "nothing"),
            entry(boolean.class, true),
            entry(long.class, 0L));

    private BrokenLogs() {}

    /** Takes everything, keeps nothing. */
    static LogUnderTest thatDoNothing() {
        return new Broken(_ -> Interposed.proxy(LogStore.class, BrokenLogs::nothing));
    }

    private static @Nullable Object nothing(Method method, Object[] arguments) {
        Class<?> type = method.getReturnType();
        Object nothing = NOTHING.get(type);
        boolean partOfStore = nothing == null && type.getPackage() == BrokenLogs.class.getPackage();
        return partOfStore ? Interposed.proxy(type, BrokenLogs::nothing) : nothing;
    }

    /** The second commit of each process is acknowledged, and is nowhere. */
    static LogUnderTest thatLoseACommit() {
        return new Broken(breaking((faulty, _) -> faulty.onInsert(_ -> new Landed())));
    }

    /** The events of the second commit of each process are there once more, right behind it. */
    static LogUnderTest thatRepeatACommit() {
        return new Broken(breaking((faulty, real) ->
                faulty.onInsert(batch -> real.insert(Stream.concat(batch.stream(), Stream.of(repeated(batch.getLast())))
                        .toList()))));
    }

    private static LoggedCommit repeated(LoggedCommit commit) {
        NewCommit again =
                new NewCommit(commit.aggregateType(), commit.aggregateId(), commit.lastSequence() + 1, commit.events());
        return LoggedCommit.behind(commit.asHead(), again, commit.commitId() + " again");
    }

    /** The second and the third commit of each process stand in each other's place. */
    static LogUnderTest thatReorderTwoCommits() {
        return new Broken(breaking((faulty, real) -> {
            Deque<LoggedCommit> held = new ArrayDeque<>();
            faulty.onInsert(batch -> {
                held.add(batch.getLast());
                return new Landed();
            });
            faulty.onInsert(batch -> real.insert(swapped(held.remove(), batch.getLast())));
        }));
    }

    private static List<LoggedCommit> swapped(LoggedCommit first, LoggedCommit second) {
        LoggedCommit earlier = moved(second, first.firstPosition());
        return List.of(earlier, moved(first, earlier.lastPosition() + 1));
    }

    private static LoggedCommit moved(LoggedCommit commit, long position) {
        return new LoggedCommit(
                position,
                commit.aggregateType(),
                commit.aggregateId(),
                commit.firstSequence(),
                commit.latestMillis(),
                commit.commitId(),
                commit.events());
    }

    private static UnaryOperator<LogStore> breaking(BiConsumer<FaultyStore, AppendStore> flaw) {
        return store -> {
            AppendStore real = store.commits();
            FaultyStore faulty = new FaultyStore(real).onInsert(real::insert);
            flaw.accept(faulty, real);
            return Interposed.before(store, faulty);
        };
    }

    /** What goes wrong in these logs goes wrong until time is up, so there is little of it. */
    private record Broken(LogUnderTest real, UnaryOperator<LogStore> flaw) implements LogUnderTest {

        Broken(UnaryOperator<LogStore> flaw) {
            this(new VolatileLogUnderTest(), flaw);
        }

        @Override
        public EventLogSettings settings() {
            return real.settings().withAppendDeadline(patience());
        }

        @Override
        public Duration patience() {
            return Duration.ofMillis(300);
        }

        @Override
        public LogStore open(EventLogSettings settings) {
            return flaw.apply(real.open(settings));
        }

        @Override
        public void changeEpoch() {
            real.changeEpoch();
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
