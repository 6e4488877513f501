package io.paylog.query.caching;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RedisSettings.class, CacheSettings.class})
class CachingConfiguration {

    @Bean
    Caches caches(RedisSettings redis, CacheSettings settings) {
        return new Caches(redis, settings);
    }
}
