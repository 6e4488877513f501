package io.paylog.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each request a correlation id, the client's or a new one, for its log lines, its events and its answer. */
public final class Correlation extends OncePerRequestFilter {

    /** The header with the id, in requests and answers; 1 to 128 of {@code A-Z a-z 0-9 _ . : -}. */
    public static final String HEADER = "X-Correlation-Id";

    private static final String ATTRIBUTE = Correlation.class.getName();
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

    Correlation() {}

    /** The id of a request that has passed this filter. */
    public static String idOf(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String id ? id : fresh();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = answer(request, response);
        request.setAttribute(ATTRIBUTE, id);
        try (LogContext _ = LogContext.of(id, request.getHeader(LogContext.TRACE_PARENT))) {
            chain.doFilter(request, response);
        }
    }

    /** Some requests are refused before they come here. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    /** Puts the id of a request on its answer, unless there is one. */
    static String answer(HttpServletRequest request, HttpServletResponse response) {
        String answered = response.getHeader(HEADER);
        String id = answered == null ? givenOrFresh(request.getHeader(HEADER)) : answered;
        response.setHeader(HEADER, id);
        return id;
    }

    private static String givenOrFresh(@Nullable String given) {
        return given != null && FORM.matcher(given).matches() ? given : fresh();
    }

    private static String fresh() {
        return UUID.randomUUID().toString();
    }
}
