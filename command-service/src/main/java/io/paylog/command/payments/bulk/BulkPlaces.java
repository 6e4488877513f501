package io.paylog.command.payments.bulk;

import io.paylog.command.CommandServiceProperties;
import io.paylog.command.web.OverloadedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/** Bounds how many bulk requests are under way, each of which holds its whole body in memory. */
@Component
class BulkPlaces implements HandlerInterceptor {

    private final Semaphore places;

    BulkPlaces(CommandServiceProperties properties) {
        this.places = new Semaphore(properties.bulk().maxRequests());
    }

    /** Called before the body is read. What is refused here has no place to give back, and is not told when it is over. */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!places.tryAcquire()) {
            throw new OverloadedException("Too many bulk requests are under way; nothing was stored.");
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        places.release();
    }
}
