package io.paylog.query.projecting;

import com.mongodb.client.MongoDatabase;
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
            Log log, MongoDatabase views, Serializer serializer, ProjectionSettings settings) {
        return new ProjectionEnvironment(log, views, serializer, settings);
    }

    @Bean
    ProjectionLifecycle projectionLifecycle(List<ProjectionRuntime<?, ?>> projections) {
        return new ProjectionLifecycle(projections);
    }
}
