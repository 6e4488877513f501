package io.paylog.eventstore;

import io.micrometer.core.instrument.MeterRegistry;

/** Where a service's log is kept. */
public interface LogPlace {

    /**
     * What tells of the log's growth there.
     *
     * @param redisUri empty: there is no Redis
     */
    WakeUp wakeUp(String redisUri, MeterRegistry meters);

    /**
     * Opens the log.
     *
     * @param wakeUp stays the caller's to close, after the log
     * @throws EventLogException if it cannot be opened in time, or the place is not fit for a log
     */
    EventLog open(EventLogSettings settings, WakeUp wakeUp, MeterRegistry meters);

    /** A MongoDB, with Redis telling when the log grows; without Redis it is asked now and then. */
    static LogPlace onServers() {
        return new LogPlace() {
            @Override
            public WakeUp wakeUp(String redisUri, MeterRegistry meters) {
                return redisUri.isBlank() ? WakeUp.none() : RedisWakeUp.connect(redisUri, meters);
            }

            @Override
            public EventLog open(EventLogSettings settings, WakeUp wakeUp, MeterRegistry meters) {
                return EventLog.open(settings, wakeUp, meters);
            }
        };
    }
}
