package io.paylog.web;

import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

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
