package io.paylog.localstores.junit;

import io.paylog.localstores.LocalStores;
import io.paylog.localstores.LocalStoresOptions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The stores of this JVM, one set for each size of replica set that a test asks for. */
final class SharedStores {

    private static final Map<Integer, LocalStores> STARTED = new ConcurrentHashMap<>();

    private SharedStores() {}

    static LocalStores withMembers(int members) {
        return STARTED.computeIfAbsent(members, SharedStores::start);
    }

    private static LocalStores start(int members) {
        LocalStores stores = LocalStores.start(LocalStoresOptions.temporary().withMembers(members));
        Runtime.getRuntime().addShutdownHook(new Thread(stores::close, "stop-local-stores"));
        return stores;
    }
}
