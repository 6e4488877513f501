package io.paylog.eventstore;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Axon's messages as the log's commits, and the log's events as Axon's data. */
final class AxonEvents {

    private AxonEvents() {}

    /** One commit for each run of events that are consecutive in the list and in their aggregate. */
    static List<NewCommit> asCommits(List<? extends EventMessage<?>> messages, Serializer serializer) {
        List<NewCommit> commits = new ArrayList<>();
        int start = 0;
        for (int next = 1; next <= messages.size(); next++) {
            if (next == messages.size() || !follows(messages.get(next - 1), messages.get(next))) {
                commits.add(asCommit(messages.subList(start, next), serializer));
                start = next;
            }
        }
        return commits;
    }

    private static boolean follows(EventMessage<?> message, EventMessage<?> next) {
        return message instanceof DomainEventMessage<?> first
                && next instanceof DomainEventMessage<?> second
                && first.getAggregateIdentifier().equals(second.getAggregateIdentifier())
                && first.getSequenceNumber() + 1 == second.getSequenceNumber();
    }

    private static NewCommit asCommit(List<? extends EventMessage<?>> messages, Serializer serializer) {
        List<EventEntry> entries =
                messages.stream().map(message -> asEntry(message, serializer)).toList();
        return messages.getFirst() instanceof DomainEventMessage<?> first
                ? new NewCommit(first.getType(), first.getAggregateIdentifier(), first.getSequenceNumber(), entries)
                : new NewCommit(null, messages.getFirst().getIdentifier(), 0, entries);
    }

    static EventEntry asEntry(EventMessage<?> message, Serializer serializer) {
        SerializedObject<String> payload = message.serializePayload(serializer, String.class);
        return new EventEntry(
                message.getIdentifier(),
                payload.getType().getName(),
                payload.getType().getRevision(),
                message.getTimestamp(),
                payload.getData(),
                message.serializeMetaData(serializer, String.class).getData());
    }

    static DomainEventData<String> asDomainEventData(LoggedEvent event) {
        return asEventData(event.aggregateType(), event.aggregateId(), event.sequence(), event.entry());
    }

    static Stream<TrackedEventData<String>> asTrackedEventData(List<LoggedEvent> events) {
        return events.stream().map(AxonEvents::asTrackedEventData);
    }

    static TrackedEventData<String> asTrackedEventData(LoggedEvent event) {
        // Axon makes an event without an aggregate of one whose aggregate identifier is null.
        String aggregateId = event.belongsToNoAggregate() ? null : event.aggregateId();
        return new TrackedDomainEventData<>(
                Tokens.of(event.position()),
                asEventData(event.aggregateType(), aggregateId, event.sequence(), event.entry()));
    }

    @SuppressWarnings("NullAway") // Axon is not annotated: type, identifier and revision may be null there
    static DomainEventData<String> asEventData(
            @Nullable String aggregateType, @Nullable String aggregateId, long sequence, EventEntry entry) {
        return new GenericDomainEventEntry<>(
                aggregateType,
                aggregateId,
                sequence,
                entry.id(),
                entry.timestamp().toString(), // as a string, because Axon cuts an Instant to milliseconds
                entry.type(),
                entry.revision(),
                entry.payload(),
                entry.metadata());
    }
}
