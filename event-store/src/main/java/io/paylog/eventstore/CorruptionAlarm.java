package io.paylog.eventstore;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes corruption heard: each finding counts, a new one is logged. */
final class CorruptionAlarm {

    static final String METER = "paylog.event.log.corruptions";

    private static final Logger log = LoggerFactory.getLogger(CorruptionAlarm.class);

    private final Counter findings;
    private final AtomicReference<String> lastLogged = new AtomicReference<>("");

    CorruptionAlarm(MeterRegistry meters) {
        findings = Counter.builder(METER)
                .description("Reads of the event log that found what its protocol makes impossible")
                .register(meters);
    }

    EventLogCorruptedException raise(EventLogCorruptedException finding) {
        findings.increment();
        String message = String.valueOf(finding.getMessage());
        if (!lastLogged.getAndSet(message).equals(message)) {
            log.error("{}. Nothing after it is read until it is repaired.", message);
        }
        return finding;
    }
}
