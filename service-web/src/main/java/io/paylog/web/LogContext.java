package io.paylog.web;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What every log line of a thread says about the request that it works for, until this is closed; what it said before is
 * said again then.
 */
public final class LogContext implements AutoCloseable {

    /** Key of the id that everything has in common that one request has led to; in the metadata of messages, too. */
    public static final String CORRELATION_ID = "correlationId";

    /** Key of the id of the trace, of the request's W3C trace context. */
    public static final String TRACE_ID = "traceId";

    /** Name of the W3C trace context, in requests and in the metadata of messages. */
    public static final String TRACE_PARENT = "traceparent";

    private static final Pattern TRACE_CONTEXT = Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    private final @Nullable String correlationBefore = MDC.get(CORRELATION_ID);
    private final @Nullable String traceBefore = MDC.get(TRACE_ID);

    private LogContext() {}

    /** @param traceParent W3C trace context; what has another form is left out */
    public static LogContext of(@Nullable String correlationId, @Nullable String traceParent) {
        LogContext context = new LogContext();
        put(CORRELATION_ID, correlationId);
        put(TRACE_ID, traceIn(traceParent));
        return context;
    }

    /** Of a message. What is no text there keeps no message from being handled. */
    public static LogContext of(Map<String, ?> metaData) {
        return of(textIn(metaData, CORRELATION_ID), textIn(metaData, TRACE_PARENT));
    }

    private static @Nullable String textIn(Map<String, ?> metaData, String key) {
        return metaData.get(key) instanceof String text ? text : null;
    }

    /** Whether this is a W3C trace context. */
    public static boolean isTraceParent(@Nullable String text) {
        return traceIn(text) != null;
    }

    private static @Nullable String traceIn(@Nullable String traceParent) {
        if (traceParent == null) {
            return null;
        }
        var matcher = TRACE_CONTEXT.matcher(traceParent);
        return matcher.matches() ? matcher.group(1) : null;
    }

    private static void put(String key, @Nullable String value) {
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }

    @Override
    public void close() {
        put(CORRELATION_ID, correlationBefore);
        put(TRACE_ID, traceBefore);
    }
}
