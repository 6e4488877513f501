package io.paylog.query.consistency;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FreshnessSettings.class)
class ConsistencyConfiguration {}
