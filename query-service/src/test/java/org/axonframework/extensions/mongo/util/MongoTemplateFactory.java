package org.axonframework.extensions.mongo.util;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.paylog.localstores.junit.LocalStoresExtension;
import io.paylog.query.testing.TestService;
import org.axonframework.extensions.mongo.DefaultMongoTemplate;
import org.axonframework.extensions.mongo.MongoTemplate;

/** A database of its own in the MongoDB that all tests use, for all of Axon's suites in this JVM. */
public final class MongoTemplateFactory {

    private static final MongoClient CLIENT =
            MongoClients.create(LocalStoresExtension.shared().mongoUri());

    private static final MongoTemplate TEMPLATE = DefaultMongoTemplate.builder()
            .mongoDatabase(CLIENT.getDatabase(TestService.newDatabase()))
            .build();

    private MongoTemplateFactory() {}

    /** Wherever the suite believes that its database is. */
    public static MongoTemplate build(String ignoredHost, int ignoredPort) {
        return TEMPLATE;
    }
}
