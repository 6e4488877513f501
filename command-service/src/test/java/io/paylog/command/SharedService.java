package io.paylog.command;

import io.paylog.localstores.LocalStores;

/** The service of most tests. */
final class SharedService extends OneService {

    /** No test here is about running out of time, however slow the machine is. */
    private static final String UNHURRIED = "--paylog.bulk.start-within=5m";

    @Override
    RunningService start(LocalStores stores) {
        return RunningService.of(TestService.start(stores, TestService.newDatabases(), UNHURRIED));
    }
}
