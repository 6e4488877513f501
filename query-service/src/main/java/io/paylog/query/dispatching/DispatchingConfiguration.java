package io.paylog.query.dispatching;

import io.paylog.api.queries.Query;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DispatchingConfiguration {

    @Bean
    CountingQueryBus queryBus() {
        return new CountingQueryBus();
    }

    @Bean
    OneHandlerForEachQuery oneHandlerForEachQuery(CountingQueryBus bus) {
        return new OneHandlerForEachQuery(bus, Query.class);
    }
}
