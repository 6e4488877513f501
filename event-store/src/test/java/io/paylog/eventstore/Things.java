package io.paylog.eventstore;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.jspecify.annotations.Nullable;

/** A small aggregate, its events and how they are serialized. */
final class Things {

    private Things() {}

    record Created(String id) {}

    record Renamed(@Nullable String id, String name) {}

    @JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
    static class Thing {

        @AggregateIdentifier
        private @Nullable String id;

        @Nullable
        String name;

        Thing() {}

        Thing(String id) {
            AggregateLifecycle.apply(new Created(id), MetaData.with("by", "test"));
        }

        @CommandHandler
        void rename(String newName) {
            AggregateLifecycle.apply(new Renamed(String.valueOf(id), newName));
        }

        @EventSourcingHandler
        void on(Created event) {
            id = event.id();
        }

        @EventSourcingHandler
        void on(Renamed event) {
            name = event.name();
        }
    }
}
