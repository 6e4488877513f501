package io.paylog.query.projecting;

import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.axonframework.serialization.Serializer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProjectionSettings.class)
class ProjectingConfiguration {

    @Bean
    ProjectionEnvironment projectionEnvironment(
            Log log, MongoDatabase views, Serializer serializer, ProjectionSettings settings, MeterRegistry meters) {
        return new ProjectionEnvironment(log, views, serializer, settings, meters);
    }

    @Bean
    ProjectionLifecycle projectionLifecycle(List<ProjectionRuntime<?, ?>> projections) {
        return new ProjectionLifecycle(projections);
    }
}
