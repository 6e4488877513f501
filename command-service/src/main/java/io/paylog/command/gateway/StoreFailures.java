package io.paylog.command.gateway;

import com.mongodb.MongoException;
import io.paylog.eventstore.AppendOverloadedException;
import io.paylog.eventstore.EventLogException;
import io.paylog.eventstore.EventLogRefusedException;
import io.paylog.eventstore.EventLogUnavailableException;
import io.paylog.eventstore.OutcomeUnknownException;
import io.paylog.web.SeldomLog;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;

/** Tells what fails because of a store, which fails for every call, from all that has to be told each time. */
final class StoreFailures {

    private static final SeldomLog SELDOM = SeldomLog.everyMinute();

    private StoreFailures() {}

    /**
     * Tells a failure after which the same is tried again: once a minute if it is the store's.
     *
     * @param kind a constant: what is told once a minute
     * @param what of it, in words
     */
    static void tell(Logger log, String kind, String what, RuntimeException failure) {
        if (isOfTheStore(failure)) {
            SELDOM.warn(log, kind, what, failure.toString());
        } else {
            log.warn(what, failure);
        }
    }

    /** That a store is away, or refuses what it is asked: both last, and fail whatever is tried. */
    private static boolean isOfTheStore(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(cause -> cause instanceof EventLogException || cause instanceof MongoException)
                .findFirst()
                .map(cause -> cause instanceof MongoException
                        || cause instanceof EventLogUnavailableException
                        || cause instanceof OutcomeUnknownException
                        || cause instanceof EventLogRefusedException
                        || cause instanceof AppendOverloadedException)
                .orElse(false);
    }
}
