package io.paylog.eventstore;

/** The other processes that append to the same log. */
interface Rivals {

    /** This process appends: others are to learn of it. */
    void noteAppending();

    /** Another one was faster: it is to learn of this process. */
    void noteLost();

    /** Whether there are any at the moment, as far as is known without asking. */
    boolean areAppending();
}
