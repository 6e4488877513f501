package io.paylog.query.operations;

import io.paylog.query.caching.Caches;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Whether Redis answers. Not a part of readiness: without it MongoDB serves. */
final class RedisHealth extends AbstractHealthIndicator {

    private final Caches caches;

    RedisHealth(Caches caches) {
        this.caches = caches;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        caches.answering()
                .ifPresentOrElse(
                        answers -> builder.status(answers ? "UP" : "DOWN"),
                        () -> builder.unknown().withDetail("caches", "off"));
    }
}
