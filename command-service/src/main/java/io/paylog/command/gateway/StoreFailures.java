package io.paylog.command.gateway;

import com.mongodb.MongoException;
import io.paylog.eventstore.EventLogException;
import java.util.stream.Stream;

/** Tells what a store fails at, of which its own log line tells once, from what nobody else tells. */
final class StoreFailures {

    private StoreFailures() {}

    static boolean isOne(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> cause instanceof MongoException || cause instanceof EventLogException);
    }
}
