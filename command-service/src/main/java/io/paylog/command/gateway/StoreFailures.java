package io.paylog.command.gateway;

import com.mongodb.MongoException;
import io.paylog.eventstore.AppendOverloadedException;
import io.paylog.eventstore.EventLogException;
import io.paylog.eventstore.EventLogUnavailableException;
import io.paylog.eventstore.OutcomeUnknownException;
import java.util.Objects;
import java.util.stream.Stream;

/** Tells what fails because a store is away, of which another line of the log tells once, from all that has to be told. */
final class StoreFailures {

    private StoreFailures() {}

    static boolean isAway(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(cause -> cause instanceof EventLogException || cause instanceof MongoException)
                .findFirst()
                .map(cause -> cause instanceof MongoException
                        || cause instanceof EventLogUnavailableException
                        || cause instanceof OutcomeUnknownException
                        || cause instanceof AppendOverloadedException)
                .orElse(false);
    }
}
