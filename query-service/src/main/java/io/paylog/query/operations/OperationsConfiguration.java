package io.paylog.query.operations;

import io.paylog.query.caching.Caches;
import io.paylog.query.projecting.Log;
import io.paylog.query.projecting.ProjectionRuntime;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OperationsConfiguration {

    @Bean
    ProjectionLags projectionLags(Log log) {
        return new ProjectionLags(log, Clock.systemUTC());
    }

    @Bean
    ProjectionMetrics projectionMetrics(List<ProjectionRuntime<?, ?>> projections, ProjectionLags lags) {
        return new ProjectionMetrics(projections, lags);
    }

    @Bean
    ProjectionsHealth projectionsHealthIndicator(List<ProjectionRuntime<?, ?>> projections) {
        return new ProjectionsHealth(projections);
    }

    @Bean
    RedisHealth redisHealthIndicator(Caches caches) {
        return new RedisHealth(caches);
    }
}
