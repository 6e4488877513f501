package io.paylog.eventstore;

import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import org.junit.jupiter.api.extension.ExtendWith;

/** Axon's suite over a log in MongoDB. */
@ExtendWith(LocalStoresExtension.class)
class MongoAxonEngineTest extends AxonEngineContract {

    MongoAxonEngineTest(LocalStores stores) {
        super(new MongoLogUnderTest(stores));
    }
}
