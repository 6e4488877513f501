package io.paylog.localstores;

import java.util.List;

/** A MongoDB that answers. Closing stops it if it was started here. */
interface RunningMongo extends AutoCloseable {

    MongoKind kind();

    String uri();

    /** Members of the replica set; 0 for a server that replicates nothing. */
    int members();

    List<String> describe();

    /** The members that were started here; none where the MongoDB is anybody else's. */
    List<ReplicaSetMember> ownMembers();

    @Override
    void close();
}
