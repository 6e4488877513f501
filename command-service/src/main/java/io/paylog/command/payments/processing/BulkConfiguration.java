package io.paylog.command.payments.processing;

import io.paylog.command.CommandServiceProperties;
import io.paylog.web.BodyBound;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets the bodies of bulk requests be longer than others. */
@Configuration(proxyBeanMethods = false)
class BulkConfiguration {

    @Bean
    BodyBound bulkBodyBound(CommandServiceProperties properties) {
        return new BodyBound(BulkEndpoint.PATH, properties.bulk().maxBody());
    }
}
