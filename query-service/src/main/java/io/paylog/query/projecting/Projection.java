package io.paylog.query.projecting;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named, versioned, pure mapping from events to documents. It says what changes; the runtime reads, writes and
 * remembers positions.
 *
 * <p>All events that concern one document must be of one aggregate: the runtime keeps the order within an aggregate, and
 * the position in the document tells what has been applied only as long as that order holds.
 *
 * @param <D> the view's documents
 * @param <E> the events it is made of; other known events are passed over, unknown ones stop the projection
 */
public interface Projection<D extends ViewDocument, E> {

    /** Names the processor, the metadata and the collections: lower case letters and hyphens. */
    String name();

    /** Raised with every change that gives the same events other documents. */
    int version();

    Class<D> documentType();

    Class<E> eventType();

    List<ViewIndex> indexes();

    /** Identifies the one document that the event concerns. */
    String documentId(E event);

    /**
     * The document after the event; depends on nothing but the arguments, and carries the event's position.
     *
     * @param current absent: there is no document yet
     * @throws IllegalStateException if the event cannot follow on the document
     */
    D apply(@Nullable D current, RecordedEvent<? extends E> event);
}
