package io.paylog.eventstore;

import java.util.List;

/**
 * Some events of an aggregate, in order.
 *
 * @param last whether the aggregate had no more behind them
 */
record AggregateEvents(List<LoggedEvent> events, boolean last) {

    boolean isEmpty() {
        return events.isEmpty();
    }
}
