package io.paylog.command.aggregates;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.util.Map;
import java.util.concurrent.Callable;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** The smallest aggregate: it counts. */
final class Tally {

    static final String ID = "tally";

    record Counted(int total) {}

    @AggregateIdentifier
    @SuppressWarnings({"unused", "FieldCanBeLocal"}) // Axon reads it
    private @Nullable String id;

    private int total;

    void count() {
        apply(new Counted(total + 1));
    }

    @EventSourcingHandler
    void on(Counted event) {
        id = ID;
        total = event.total();
    }

    static void create(EventSourcingRepository<Tally> repository) throws Exception {
        inUnitOfWork(
                DecisionBasis.read(),
                () -> repository
                        .newInstance(() -> {
                            Tally tally = new Tally();
                            tally.count();
                            return tally;
                        })
                        .version());
    }

    /** Counts one more and tells the version before. */
    static long count(EventSourcingRepository<Tally> repository, DecisionBasis basis) throws Exception {
        return inUnitOfWork(basis, () -> {
            var tally = repository.load(ID);
            long before = tally.version();
            tally.execute(Tally::count);
            return before;
        });
    }

    static <T> T inUnitOfWork(DecisionBasis basis, Callable<T> task) throws Exception {
        return inUnitOfWork(Map.of(DecisionBasis.METADATA_KEY, basis), task);
    }

    static <T> T inUnitOfWork(Map<String, ?> metaData, Callable<T> task) throws Exception {
        ResultMessage<T> result = DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>("count", metaData))
                .executeWithResult(task);
        if (result.isExceptional()) {
            throw rethrown(result.exceptionResult());
        }
        return result.getPayload();
    }

    private static Exception rethrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return (Exception) failure;
    }
}
