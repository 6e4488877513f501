package io.paylog.localstores;

import java.util.List;

/** A MongoDB as it was found or started; what stops it comes along. */
record FoundMongo(
        MongoKind kind,
        String uri,
        int members,
        List<String> describe,
        Runnable stop,
        List<ReplicaSetMember> ownMembers)
        implements RunningMongo {

    /** One whose members are not ours. */
    FoundMongo(MongoKind kind, String uri, int members, List<String> describe, Runnable stop) {
        this(kind, uri, members, describe, stop, List.of());
    }

    @Override
    public void close() {
        stop.run();
    }
}
