package io.paylog.web;

import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** Says in three lines what a start without its stores would say in hundreds. Each service knows what its stores throw. */
public abstract class StartWithoutStore implements FailureAnalyzer {

    private final Predicate<Throwable> isOfStore;

    protected StartWithoutStore(Predicate<Throwable> isOfStore) {
        this.isOfStore = isOfStore;
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(isOfStore)
                .findFirst()
                .map(cause -> new FailureAnalysis(
                        "The stores cannot be used: " + cause.getMessage(),
                        "See that MongoDB runs as a replica set and has a primary, and that paylog.mongodb.uri"
                                + " (PAYLOG_MONGODB_URI) names it.",
                        failure))
                .orElse(null);
    }
}
