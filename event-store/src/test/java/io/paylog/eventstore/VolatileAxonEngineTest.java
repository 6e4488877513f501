package io.paylog.eventstore;

/** Axon's suite over a log in memory. */
class VolatileAxonEngineTest extends AxonEngineContract {

    VolatileAxonEngineTest() {
        super(new VolatileLogUnderTest());
    }
}
