package io.paylog.command.aggregates;

import java.util.Optional;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Loads aggregates from the cache where the command allows it. Axon's own caching repository keeps an aggregate in its
 * cache while a command changes it and relies on the rollback to remove it; an {@link Error} during the append commits
 * nothing and rolls nothing back, and the next event would leave a gap.
 */
public final class CachingRepository<T> extends EventSourcingRepository<T> {

    private final AggregateCache<T> cache;

    public CachingRepository(EventSourcingRepository.Builder<T> builder, AggregateCache<T> cache) {
        super(builder);
        this.cache = cache;
    }

    @Override
    protected EventSourcedAggregate<T> doLoadWithLock(String aggregateIdentifier, @Nullable Long expectedVersion) {
        Optional<DecisionBasis> decision = DecisionBasis.ofCurrentCommand();
        Optional<EventSourcedAggregate<T>> cached =
                decision.filter(DecisionBasis::isCacheAllowed).flatMap(basis -> takeFor(basis, aggregateIdentifier));
        if (cached.isPresent()) {
            return cached.get();
        }
        cache.forget(aggregateIdentifier);
        EventSourcedAggregate<T> read = cache.read(() -> super.doLoadWithLock(aggregateIdentifier, expectedVersion));
        decision.ifPresent(basis -> basis.decideOnRead(read.version()));
        return read;
    }

    private Optional<EventSourcedAggregate<T>> takeFor(DecisionBasis basis, String aggregateIdentifier) {
        Optional<EventSourcedAggregate<T>> taken = cache.take(aggregateIdentifier);
        taken.ifPresent(aggregate -> basis.decideOnCached(aggregate.version()));
        return taken;
    }

    /** Called before the append, and under the aggregate's lock until after the commit. */
    @Override
    protected void doSaveWithLock(EventSourcedAggregate<T> aggregate) {
        super.doSaveWithLock(aggregate);
        CurrentUnitOfWork.get().afterCommit(committed -> cache.putBack(aggregate));
    }
}
