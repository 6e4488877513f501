package io.paylog.command.aggregates;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.axonframework.eventsourcing.EventSourcedAggregate;

/**
 * Recently used aggregates. An aggregate changes while a command is handled, before its events are stored, so it is
 * taken out for that time; whatever ends the command without a commit, nothing has to be done to forget it.
 */
public final class AggregateCache<T> {

    static final String REQUESTS = "paylog.aggregates.requests";
    static final String LOADS = "paylog.aggregates.loads";
    static final String CACHED = "paylog.aggregates.cached";

    private final Cache<String, EventSourcedAggregate<T>> aggregates;
    private final Counter hits;
    private final Counter misses;
    private final Timer loads;

    /**
     * @param maxBytes about how much memory the aggregates that are kept take at most; 0: none are kept
     * @param bytes estimates what one takes; more than 0
     */
    public AggregateCache(long maxBytes, ToIntFunction<T> bytes, MeterRegistry meters) {
        // Evicted by whoever puts, so that the bound holds without a thread of its own.
        aggregates = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((String id, EventSourcedAggregate<T> aggregate) ->
                        bytes.applyAsInt(aggregate.getAggregateRoot()))
                .executor(Runnable::run)
                .build();
        hits = requests(meters, "hit");
        misses = requests(meters, "miss");
        loads = Timer.builder(LOADS)
                .description("Readings of an aggregate from the log, by its snapshot and the events after it")
                .register(meters);
        Gauge.builder(CACHED, aggregates, Cache::estimatedSize)
                .description("Aggregates kept in memory")
                .register(meters);
    }

    private static Counter requests(MeterRegistry meters, String result) {
        return Counter.builder(REQUESTS)
                .description("Aggregates asked for, and whether they were cached")
                .tag("result", result)
                .register(meters);
    }

    /** The cached aggregate, which is the caller's from now on. */
    Optional<EventSourcedAggregate<T>> take(String aggregateId) {
        Optional<EventSourcedAggregate<T>> taken =
                Optional.ofNullable(aggregates.asMap().remove(aggregateId));
        (taken.isPresent() ? hits : misses).increment();
        return taken;
    }

    /** Takes the time of a reading from the log. */
    EventSourcedAggregate<T> read(Supplier<EventSourcedAggregate<T>> reading) {
        return Objects.requireNonNull(loads.record(reading));
    }

    void forget(String aggregateId) {
        aggregates.invalidate(aggregateId);
    }

    /** Puts back an aggregate whose events are all in the log, and which the caller does not use any more. */
    void putBack(EventSourcedAggregate<T> aggregate) {
        aggregates.put(aggregate.identifierAsString(), aggregate);
    }
}
