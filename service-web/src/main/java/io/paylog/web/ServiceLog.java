package io.paylog.web;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationContextInitializedEvent;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** Says when a service starts and when it is ready, with what an operator wants to know of it first. */
public final class ServiceLog implements ApplicationListener<ApplicationEvent> {

    static final Logger LOG = LoggerFactory.getLogger("io.paylog.service");

    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        switch (event) {
            case ApplicationContextInitializedEvent starting -> starting(starting.getApplicationContext());
            case ApplicationReadyEvent ready ->
                ready(ready.getApplicationContext(), Objects.requireNonNullElse(ready.getTimeTaken(), Duration.ZERO));
            default -> {}
        }
    }

    private static void starting(ApplicationContext context) {
        LOG.info(
                "{} {} starts as process {} on Java {}",
                nameOf(context),
                versionOf(context),
                ProcessHandle.current().pid(),
                Runtime.version());
    }

    private static void ready(ApplicationContext context, Duration taken) {
        String facts = context.getBeanProvider(ServiceFact.class)
                .orderedStream()
                .map(ServiceLog::textOf)
                .collect(Collectors.joining("; "));
        LOG.info("{} is ready at {} after {} ms; {}", nameOf(context), addressOf(context), taken.toMillis(), facts);
    }

    /** What cannot be found out in this moment ends no service that serves already. */
    private static String textOf(ServiceFact fact) {
        try {
            return fact.text();
        } catch (RuntimeException unknown) {
            LOG.debug("A fact is not known", unknown);
            return "?";
        }
    }

    static String nameOf(ApplicationContext context) {
        return context.getEnvironment().getProperty("spring.application.name", "service");
    }

    private static String versionOf(ApplicationContext context) {
        return context.getEnvironment().getProperty("spring.application.version", "(not packaged)");
    }

    private static String addressOf(ApplicationContext context) {
        Environment environment = context.getEnvironment();
        int port = context instanceof ServletWebServerApplicationContext web && web.getWebServer() != null
                ? web.getWebServer().getPort()
                : environment.getProperty("server.port", Integer.class, 0);
        return "http://" + environment.getProperty("server.address", "0.0.0.0") + ":" + port;
    }
}
