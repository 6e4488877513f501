package io.paylog.query.testing;

import io.paylog.query.projecting.ProjectionSettings;
import java.time.Duration;

/** Settings that are quicker than those of an installation. */
public final class TestSettings {

    private TestSettings() {}

    public static ProjectionSettings projections(int segments) {
        return new ProjectionSettings(
                16,
                segments,
                2,
                256,
                Duration.ofSeconds(2),
                Duration.ofMillis(200),
                Duration.ofMillis(200),
                Duration.ofSeconds(10),
                Duration.ofMillis(100),
                Duration.ofSeconds(1));
    }
}
