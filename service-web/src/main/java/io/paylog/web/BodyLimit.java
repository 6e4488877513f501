package io.paylog.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingRequestWrapper;

/** Refuses a request body past a bound, at once where its length is stated, else as soon as it is passed. */
final class BodyLimit extends OncePerRequestFilter {

    private final int maxBytes;

    BodyLimit(DataSize max) {
        this.maxBytes = Math.toIntExact(max.toBytes());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
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
