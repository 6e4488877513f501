package io.paylog.query.caching;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RedisSettings.class, CacheSettings.class})
class CachingConfiguration {

    @Bean
    Caches caches(RedisSettings redis, CacheSettings settings, MeterRegistry meters) {
        return new Caches(redis, settings, meters);
    }
}
