package io.paylog.command;

import io.paylog.web.ServiceLog;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import org.axonframework.eventhandling.GenericEventMessage;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/** Starts the command service. */
@SpringBootConfiguration
@EnableAutoConfiguration
@ComponentScan
@ConfigurationPropertiesScan
public class CommandServiceApplication {

    static {
        // Times are kept and shown in milliseconds everywhere; a finer clock would make an event differ from its
        // record.
        GenericEventMessage.clock = Clock.tick(Clock.systemUTC(), Duration.ofMillis(1));
    }

    public static void main(String[] args) {
        builder().run(args);
    }

    /** The application, with a configuration file of its own name so that several fit in one JVM. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(CommandServiceApplication.class)
                .properties("spring.config.name=command-service")
                .listeners(new ServiceLog())
                .logStartupInfo(false);
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }
}
