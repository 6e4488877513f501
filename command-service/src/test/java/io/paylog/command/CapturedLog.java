package io.paylog.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** Everything that is logged from now on, with all that a formatter may show of it, at levels of its own. */
final class CapturedLog implements AutoCloseable {

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    private final Map<Logger, Level> changed;

    /** @param levels by the names of loggers */
    CapturedLog(Map<String, Level> levels) {
        changed = levels.keySet().stream()
                .map(context::getLogger)
                .collect(Collectors.toMap(logger -> logger, CapturedLog::ownLevel));
        levels.forEach((name, level) -> context.getLogger(name).setLevel(level));
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%level %logger [%X] %kvp %msg%n%ex{full}");
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(bytes);
        appender.start();
        root.addAppender(appender);
    }

    /** A level that is inherited stands for none of its own, but cannot be a value of a map. */
    private static Level ownLevel(Logger logger) {
        return logger.getLevel() == null ? logger.getEffectiveLevel() : logger.getLevel();
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        appender.stop();
        changed.forEach(Logger::setLevel);
    }
}
