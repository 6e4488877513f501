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
    private final Predicate<Throwable> isRefusal;

    /** @param isRefusal which of those of the stores will be the same at the next start */
    protected StartWithoutStore(Predicate<Throwable> isOfStore, Predicate<Throwable> isRefusal) {
        this.isOfStore = isOfStore;
        this.isRefusal = isRefusal;
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(isOfStore)
                .findFirst()
                .map(cause ->
                        new FailureAnalysis("The stores cannot be used: " + cause.getMessage(), action(cause), failure))
                .orElse(null);
    }

    private String action(Throwable cause) {
        return isRefusal.test(cause)
                ? "Do what it asks for, then start again: until then each start ends here. docs/operations.md says how a log"
                        + " is imported, and what the stores have to be like."
                : "See that MongoDB runs as a replica set and has a primary, and that paylog.mongodb.uri"
                        + " (PAYLOG_MONGODB_URI) names it.";
    }
}
