package io.paylog.eventstore;

import java.util.AbstractList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventData;

/** A batch of a load that knows whether it is the last one, where Axon takes any but a short one for not the last. */
final class AggregateBatch extends AbstractList<DomainEventData<?>> {

    private final List<? extends DomainEventData<?>> events;
    private final boolean last;

    AggregateBatch(AggregateEvents found) {
        events = found.events().stream().map(AxonEvents::asDomainEventData).toList();
        last = found.last();
    }

    static boolean isLast(List<? extends DomainEventData<?>> batch) {
        return batch instanceof AggregateBatch known ? known.last : batch.isEmpty();
    }

    @Override
    public DomainEventData<?> get(int index) {
        return events.get(index);
    }

    @Override
    public int size() {
        return events.size();
    }
}
