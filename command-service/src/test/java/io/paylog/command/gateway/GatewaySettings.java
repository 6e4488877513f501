package io.paylog.command.gateway;

import io.paylog.command.CommandServiceProperties;
import java.time.Duration;

/** Settings for tests of the gateway. */
final class GatewaySettings {

    static final Duration LEASE = Duration.ofSeconds(30);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private GatewaySettings() {}

    static CommandServiceProperties.Gateway defaults() {
        return with(1, LEASE, Duration.ofMillis(500), Duration.ofMillis(500), LONGEST_PAUSE);
    }

    static CommandServiceProperties.Gateway with(
            int concurrency, Duration lease, Duration pollInterval, Duration backoff, Duration maxBackoff) {
        return new CommandServiceProperties.Gateway(
                "simulated",
                false,
                concurrency,
                lease,
                pollInterval,
                backoff,
                maxBackoff,
                100,
                Duration.ofMinutes(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                Duration.ofSeconds(2));
    }
}
