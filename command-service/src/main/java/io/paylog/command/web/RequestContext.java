package io.paylog.command.web;

import io.paylog.command.bus.MessageContext;
import io.paylog.web.Correlation;
import io.paylog.web.LogContext;
import jakarta.servlet.http.HttpServletRequest;

/** Finds the {@link MessageContext} of a request: its correlation id and trace context. */
final class RequestContext {

    private RequestContext() {}

    static MessageContext of(HttpServletRequest request) {
        String traceParent = request.getHeader(MessageContext.TRACE_PARENT);
        return new MessageContext(
                Correlation.idOf(request), null, LogContext.isTraceParent(traceParent) ? traceParent : null);
    }
}
