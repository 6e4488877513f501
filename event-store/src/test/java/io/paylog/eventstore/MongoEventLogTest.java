package io.paylog.eventstore;

import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import org.junit.jupiter.api.extension.ExtendWith;

/** A log in MongoDB keeps what every log promises. */
@ExtendWith(LocalStoresExtension.class)
class MongoEventLogTest extends EventLogContract {

    MongoEventLogTest(LocalStores stores) {
        super(new MongoLogUnderTest(stores));
    }
}
