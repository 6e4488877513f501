package io.paylog.command.web;

import io.paylog.command.bus.MessageContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Gives each request a correlation id, its own or a new one, returns it, and hands it to endpoints that ask for a
 * {@link MessageContext}.
 */
@Component
class RequestContext extends OncePerRequestFilter implements HandlerMethodArgumentResolver {

    private static final String HEADER = "X-Correlation-Id";
    private static final Pattern CORRELATION_ID = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");
    private static final Pattern TRACE_PARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = matching(CORRELATION_ID, request.getHeader(HEADER));
        String correlationId = given == null ? UUID.randomUUID().toString() : given;
        String traceParent = matching(TRACE_PARENT, request.getHeader(MessageContext.TRACE_PARENT));
        request.setAttribute(HEADER, new MessageContext(correlationId, null, traceParent));
        response.setHeader(HEADER, correlationId);
        try (MDC.MDCCloseable _ = MDC.putCloseable(MessageContext.CORRELATION_ID, correlationId)) {
            chain.doFilter(request, response);
        }
    }

    private static @Nullable String matching(Pattern pattern, @Nullable String header) {
        return header != null && pattern.matcher(header).matches() ? header : null;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType().equals(MessageContext.class);
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return request.getAttribute(HEADER, NativeWebRequest.SCOPE_REQUEST);
    }
}
