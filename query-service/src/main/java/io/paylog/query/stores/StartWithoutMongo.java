package io.paylog.query.stores;

import com.mongodb.MongoException;
import io.paylog.eventstore.EventLogException;
import io.paylog.web.StartWithoutStore;

/** Named in {@code META-INF/spring.factories}. */
final class StartWithoutMongo extends StartWithoutStore {

    StartWithoutMongo() {
        super(
                cause -> cause instanceof MongoException || cause instanceof EventLogException,
                cause -> cause instanceof EventLogException e && !e.repeatingHelps());
    }
}
