package io.paylog.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sends clients away before a service stops: it is not ready any more, goes on answering for a while, and closes each
 * connection with its answer. A client that comes back on a connection which the web server closes in that moment would
 * lose its request; after this, hardly any connection is left on which one could come.
 */
final class Draining extends OncePerRequestFilter implements SmartLifecycle, Ordered {

    private final ApplicationContext context;
    private final Duration lasting;
    private volatile boolean running;

    Draining(ApplicationContext context, Duration lasting) {
        this.context = context;
        this.lasting = lasting;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!running) {
            response.setHeader(HttpHeaders.CONNECTION, "close");
        }
        chain.doFilter(request, response);
    }

    /** Before filters that answer themselves: their refusals close connections as well. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public void start() {
        running = true;
    }

    /** The others of this phase need not wait: {@code whenDone} ends the phase, before the web server's. */
    @Override
    public void stop(Runnable whenDone) {
        running = false;
        ServiceLog.LOG.info(
                "{} is stopping: it takes requests for {} ms more, then finishes what it has taken",
                ServiceLog.nameOf(context),
                lasting.toMillis());
        Executor later = CompletableFuture.delayedExecutor(lasting.toMillis(), TimeUnit.MILLISECONDS);
        later.execute(whenDone);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
