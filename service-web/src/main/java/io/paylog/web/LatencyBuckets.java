package io.paylog.web;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.stream.LongStream;
import org.springframework.core.Ordered;

/** Gives every timer of the services, and that of HTTP, the same few buckets. Properties of a meter win over it. */
final class LatencyBuckets implements MeterFilter, Ordered {

    private static final String OURS = "paylog.";
    private static final String HTTP = "http.server.requests";

    private static final double[] NANOS = LongStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
            .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
            .toArray();

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        boolean concerned = id.getType() == Meter.Type.TIMER
                && (id.getName().startsWith(OURS) || id.getName().equals(HTTP));
        return concerned
                ? DistributionStatisticConfig.builder()
                        .serviceLevelObjectives(NANOS)
                        .build()
                        .merge(config)
                : config;
    }

    /** Before that of the properties, which has order 0. */
    @Override
    public int getOrder() {
        return -1;
    }
}
