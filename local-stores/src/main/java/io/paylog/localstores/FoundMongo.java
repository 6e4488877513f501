package io.paylog.localstores;

import java.util.List;

/** A MongoDB as it was found or started; what stops it comes along. */
record FoundMongo(MongoKind kind, String uri, int members, List<String> describe, Runnable stop)
        implements RunningMongo {

    @Override
    public void close() {
        stop.run();
    }
}
