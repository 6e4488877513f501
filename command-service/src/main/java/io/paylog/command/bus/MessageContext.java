package io.paylog.command.bus;

import io.paylog.web.LogContext;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * What travels with a message besides its content, from the request to every event that follows from it.
 *
 * @param correlationId the same for everything that one request has led to
 * @param causationId the message that led to this one; absent where a request did
 * @param traceParent W3C trace context of the request
 */
public record MessageContext(
        String correlationId,
        @Nullable String causationId,
        @Nullable String traceParent) {

    public static final String CORRELATION_ID = LogContext.CORRELATION_ID;
    public static final String CAUSATION_ID = "causationId";
    public static final String TRACE_PARENT = LogContext.TRACE_PARENT;

    /** Until it is closed, the thread's log lines say what they belong to. */
    public LogContext logged() {
        return LogContext.of(correlationId, traceParent);
    }

    MetaData toMetaData() {
        return MetaData.from(Stream.of(
                        entry(CORRELATION_ID, correlationId),
                        entry(CAUSATION_ID, causationId),
                        entry(TRACE_PARENT, traceParent))
                .flatMap(entry -> entry)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    private static Stream<Map.Entry<String, String>> entry(String key, @Nullable String value) {
        return value == null ? Stream.empty() : Stream.of(Map.entry(key, value));
    }
}
