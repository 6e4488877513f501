package io.paylog.command.web;

import io.paylog.command.bus.MessageContext;
import io.paylog.web.Correlation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** Finds the {@link MessageContext} of a request: its correlation id and trace context. */
final class RequestContext {

    private static final Pattern TRACE_PARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private RequestContext() {}

    static MessageContext of(HttpServletRequest request) {
        String traceParent = request.getHeader(MessageContext.TRACE_PARENT);
        boolean traced =
                traceParent != null && TRACE_PARENT.matcher(traceParent).matches();
        return new MessageContext(Correlation.idOf(request), null, traced ? traceParent : null);
    }
}
