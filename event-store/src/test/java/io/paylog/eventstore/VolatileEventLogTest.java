package io.paylog.eventstore;

/** A log in memory keeps what every log promises. */
class VolatileEventLogTest extends EventLogContract {

    VolatileEventLogTest() {
        super(new VolatileLogUnderTest());
    }
}
