package io.paylog.web;

import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives a service everything of this module but the advice, which it extends. */
@AutoConfiguration(before = ErrorMvcAutoConfiguration.class)
@EnableConfigurationProperties(HttpSettings.class)
class WebAutoConfiguration {

    @Bean
    BodyLimit bodyLimit(HttpSettings settings, ObjectProvider<BodyBound> bounds) {
        return new BodyLimit(settings.maxBody(), bounds.stream().toList());
    }

    @Bean
    Correlation correlation() {
        return new Correlation();
    }

    @Bean
    LatencyBuckets latencyBuckets() {
        return new LatencyBuckets();
    }

    @Bean
    PlainPaths plainPaths() {
        return new PlainPaths();
    }

    @Bean
    Utf8Bodies utf8Bodies() {
        return new Utf8Bodies();
    }

    @Bean
    WebMvcConfigurer strictRequests() {
        return new WebMvcConfigurer() {
            @Override
            public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
                negotiation.strategies(List.of(new JsonAnyway()));
            }

            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(new NoStrayParameters());
            }
        };
    }

    @Bean
    Draining draining(ApplicationContext context, HttpSettings settings) {
        return new Draining(context, settings.drain());
    }

    @Bean
    Stopped stopped(ApplicationContext context) {
        return new Stopped(context);
    }

    @Bean
    ProblemErrorController problemErrorController() {
        return new ProblemErrorController();
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemValve() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemValve.class.getName());
            }
        });
    }
}
