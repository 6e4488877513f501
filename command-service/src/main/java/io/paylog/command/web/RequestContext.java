package io.paylog.command.web;

import io.paylog.command.bus.MessageContext;
import io.paylog.web.Correlation;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands endpoints the {@link MessageContext} of the request: its correlation id and trace context. */
final class RequestContext implements HandlerMethodArgumentResolver {

    private static final Pattern TRACE_PARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().equals(MessageContext.class);
    }

    @Override
    public MessageContext resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest webRequest,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = Objects.requireNonNull(webRequest.getNativeRequest(HttpServletRequest.class));
        String traceParent = request.getHeader(MessageContext.TRACE_PARENT);
        boolean traced =
                traceParent != null && TRACE_PARENT.matcher(traceParent).matches();
        return new MessageContext(Correlation.idOf(request), null, traced ? traceParent : null);
    }
}
