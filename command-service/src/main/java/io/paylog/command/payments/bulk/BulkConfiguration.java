package io.paylog.command.payments.bulk;

import io.paylog.command.CommandServiceProperties;
import io.paylog.web.BodyBound;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Lets the bodies of bulk requests be longer than others, and bounds how many there are. */
@Configuration(proxyBeanMethods = false)
class BulkConfiguration {

    @Bean
    BodyBound bulkBodyBound(CommandServiceProperties properties) {
        return new BodyBound(
                HttpMethod.POST, BulkEndpoint.PATH, properties.bulk().maxBody());
    }

    @Bean
    WebMvcConfigurer bulkPlacesConfigurer(BulkPlaces places) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(places).addPathPatterns(BulkEndpoint.PATH);
            }
        };
    }
}
