package io.paylog.query.projecting;

/** A document of a view: a record that the driver maps, with {@code @BsonId} on its identifier. */
public interface ViewDocument {

    String id();

    /** Position of the event that last changed this document; events up to it are never applied again. */
    long position();
}
