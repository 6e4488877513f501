package io.paylog.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.support.GenericApplicationContext;

class ServiceLogTest {

    private final Logger logger = (Logger) ServiceLog.LOG;
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    @Test
    void a_fact_that_cannot_be_found_out_does_not_end_a_service_that_is_ready() {
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.registerBean("unknown", ServiceFact.class, () -> () -> {
                throw new IllegalStateException("the store does not answer");
            });
            context.registerBean("known", ServiceFact.class, () -> () -> "it has a name");
            context.refresh();

            new ServiceLog()
                    .onApplicationEvent(new ApplicationReadyEvent(
                            new SpringApplication(), new String[0], context, Duration.ofMillis(7)));
        }

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anySatisfy(line -> assertThat(line).contains(" is ready at ", " after 7 ms; ?; it has a name"));
    }
}
