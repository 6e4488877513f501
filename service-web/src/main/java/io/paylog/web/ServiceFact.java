package io.paylog.web;

/** Something that the line says with which a service tells that it is ready, such as where its stores are. */
@FunctionalInterface
public interface ServiceFact {

    /** A few words without credentials; asked for once. */
    String text();
}
