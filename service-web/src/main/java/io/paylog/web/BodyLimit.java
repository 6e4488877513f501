package io.paylog.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;

/** Refuses a request body past a bound, at once where its length is stated, else as soon as it is passed. */
final class BodyLimit extends OncePerRequestFilter {

    private final int commonBytes;
    private final Map<String, Integer> bytesByEndpoint;

    BodyLimit(DataSize common, List<BodyBound> others) {
        this.commonBytes = Math.toIntExact(common.toBytes());
        this.bytesByEndpoint = others.stream().collect(Collectors.toMap(BodyBound::endpoint, BodyBound::maxBytes));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        int maxBytes = bytesByEndpoint.getOrDefault(
                BodyBound.endpoint(request.getMethod(), request.getRequestURI()), commonBytes);
        long length = request.getContentLengthLong();
        if (length > maxBytes) {
            response.sendError(HttpStatus.CONTENT_TOO_LARGE.value());
        } else {
            chain.doFilter(length < 0 ? new Counted(request, maxBytes) : request, response);
        }
    }

    private static final class Counted extends ContentCachingRequestWrapper {

        Counted(HttpServletRequest request, int maxBytes) {
            super(request, maxBytes);
        }

        @Override
        protected void handleContentOverflow(int maxBytes) {
            throw new BodyTooLargeException();
        }
    }
}
