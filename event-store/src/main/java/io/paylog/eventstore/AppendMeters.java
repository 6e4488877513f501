package io.paylog.eventstore;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** How long appends take and what becomes of them; how much is sent to the store at once. */
final class AppendMeters {

    static final String APPENDS = "paylog.event.log.appends";
    static final String INSERTS = "paylog.event.log.inserts";
    static final String WAITING = "paylog.event.log.appends.waiting";
    static final String YIELDS = "paylog.event.log.yields";
    static final String BATCH_COMMITS = "paylog.event.log.batch.commits";
    static final String BATCH_EVENTS = "paylog.event.log.batch.events";

    private static final String OUTCOME = "outcome";
    private static final double[] SIZES = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000};

    private final MeterRegistry meters;
    private final MeterProvider<Timer> appends;
    private final MeterProvider<Timer> inserts;

    // A look-up by tags takes longer than to count; a meter is made when it is first needed.
    private final Map<AppendOutcome, Timer> appendTimers = new ConcurrentHashMap<>();
    private final Map<InsertResult, Timer> insertTimers = new ConcurrentHashMap<>();
    private final MeterProvider<Counter> yields;
    private final MeterProvider<DistributionSummary> commits;
    private final MeterProvider<DistributionSummary> events;

    enum AppendOutcome {
        APPENDED,
        CONFLICT,
        OVERLOADED,
        UNAVAILABLE,
        REFUSED,
        UNKNOWN,
        FAILED;

        private static AppendOutcome of(EventLogException failure) {
            return switch (failure) {
                case AppendConflictException _ -> CONFLICT;
                case AppendOverloadedException _ -> OVERLOADED;
                case EventLogUnavailableException _ -> UNAVAILABLE;
                case OutcomeUnknownException _ -> UNKNOWN;
                case CommitTooLargeException _, EventLogRefusedException _, ForeignTokenException _ -> REFUSED;
                case EventLogCorruptedException _ -> FAILED;
            };
        }
    }

    enum InsertResult {
        LANDED,
        DUPLICATE_KEY,
        NEVER_SENT,
        REFUSED,
        UNKNOWN;

        private static InsertResult of(InsertOutcome outcome) {
            return switch (outcome) {
                case InsertOutcome.Landed _ -> LANDED;
                case InsertOutcome.DuplicateKey _ -> DUPLICATE_KEY;
                case InsertOutcome.NeverSent _ -> NEVER_SENT;
                case InsertOutcome.Refused _, InsertOutcome.AllRefused _ -> REFUSED;
                case InsertOutcome.Unknown _ -> UNKNOWN;
            };
        }
    }

    /** Until something is appended, nothing is shown but that nothing waits. */
    AppendMeters(MeterRegistry meters) {
        this.meters = meters;
        appends = Timer.builder(APPENDS)
                .description("Appends, from the call until their fate is known")
                .withRegistry(meters);
        inserts = Timer.builder(INSERTS)
                .description("Insert commands sent to MongoDB, until their answer")
                .withRegistry(meters);
        yields = Counter.builder(YIELDS)
                .description("Turns left to other processes that append")
                .withRegistry(meters);
        commits = DistributionSummary.builder(BATCH_COMMITS)
                .description("Commits sent to MongoDB in one insert command")
                .serviceLevelObjectives(SIZES)
                .withRegistry(meters);
        events = DistributionSummary.builder(BATCH_EVENTS)
                .description("Events sent to MongoDB in one insert command")
                .serviceLevelObjectives(SIZES)
                .withRegistry(meters);
    }

    private static Tags outcome(Enum<?> outcome) {
        return Tags.of(OUTCOME, outcome.name().toLowerCase(Locale.ROOT));
    }

    Appended appending(Supplier<Appended> append) {
        Timer.Sample sample = Timer.start(meters);
        AppendOutcome outcome = AppendOutcome.FAILED;
        try {
            Appended appended = append.get();
            outcome = AppendOutcome.APPENDED;
            return appended;
        } catch (EventLogException failure) {
            outcome = AppendOutcome.of(failure);
            throw failure;
        } finally {
            sample.stop(appendTimers.computeIfAbsent(outcome, made -> appends.withTags(outcome(made))));
        }
    }

    void showWaiting(Appender appender) {
        Gauge.builder(WAITING, appender, Appender::waiting)
                .description("Commits that wait to be sent to MongoDB")
                .register(meters);
    }

    void yielded() {
        yields.withTags().increment();
    }

    /** The store, with every insert command counted. */
    AppendStore measuring(AppendStore store) {
        return new Measured(store);
    }

    private final class Measured implements AppendStore {

        private final AppendStore store;

        private Measured(AppendStore store) {
            this.store = store;
        }

        @Override
        public InsertOutcome insert(List<LoggedCommit> batch) {
            commits.withTags().record(batch.size());
            events.withTags()
                    .record(batch.stream()
                            .mapToInt(commit -> commit.events().size())
                            .sum());
            Timer.Sample sample = Timer.start(meters);
            InsertOutcome outcome = store.insert(batch);
            sample.stop(
                    insertTimers.computeIfAbsent(InsertResult.of(outcome), made -> inserts.withTags(outcome(made))));
            return outcome;
        }

        @Override
        public Map<CommitKey, KeyHolder> holdersOf(Collection<CommitKey> keys) {
            return store.holdersOf(keys);
        }

        @Override
        public Optional<Head> headAfter(long commitPosition) {
            return store.headAfter(commitPosition);
        }
    }
}
