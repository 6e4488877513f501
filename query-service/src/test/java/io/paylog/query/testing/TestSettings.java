package io.paylog.query.testing;

import io.paylog.query.projecting.ProjectionSettings;
import java.time.Duration;

/** Settings that are quicker than those of an installation. */
public final class TestSettings {

    private TestSettings() {}

    public static ProjectionSettings projections(int segments) {
        return projections(segments, Duration.ofMillis(200));
    }

    /** @param claimExtension how often idle segments store how far they are */
    public static ProjectionSettings projections(int segments, Duration claimExtension) {
        return new ProjectionSettings(
                16,
                segments,
                2,
                256,
                claimExtension.multipliedBy(10),
                Duration.ofMillis(200),
                claimExtension,
                Duration.ofSeconds(10),
                Duration.ofMillis(100),
                Duration.ofSeconds(1));
    }
}
