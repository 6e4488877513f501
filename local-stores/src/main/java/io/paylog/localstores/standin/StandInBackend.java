package io.paylog.localstores.standin;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoBackend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/** Sends each command to the store in the way that suits it. */
final class StandInBackend extends AbstractMongoBackend {

    /** As a real server says; the library's own figure splits a batch of the client's. */
    private static final int MAX_WRITE_BATCH_SIZE = 100_000;

    private static final Set<String> WRITES = Set.of("insert", "update", "delete", "findandmodify");
    private static final Set<String> RESTRUCTURES =
            Set.of("create", "createindexes", "drop", "dropindexes", "dropdatabase", "renamecollection");
    private static final Set<String> READS = Set.of("find", "getmore", "aggregate", "count", "distinct", "collstats");

    private final DurableStore store;
    private final LongAdder examined = new LongAdder();

    StandInBackend(DurableStore store) {
        this.store = store;
        store.databases().forEach(this::resolveDatabase);
    }

    /** How many documents were read to answer all that was asked so far. */
    long documentsExamined() {
        return examined.sum();
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new StandInDatabase(name, store, getCursorRegistry(), examined);
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        String name = command.toLowerCase(Locale.ROOT);
        if (WRITES.contains(name)) {
            return store.write(() -> super.handleCommand(channel, database, command, query));
        }
        if (RESTRUCTURES.contains(name) || writesItsResult(query)) {
            return store.restructure(() -> super.handleCommand(channel, database, command, query));
        }
        if (READS.contains(name)) {
            return store.read(
                    () -> super.handleCommand(channel, database, command, query), wantsOnlyDurable(name, query));
        }
        return name.equals("ismaster") || name.equals("hello")
                ? super.handleCommand(channel, database, "ismaster", query)
                        .append("isWritablePrimary", true)
                        .append("maxWriteBatchSize", MAX_WRITE_BATCH_SIZE)
                : super.handleCommand(channel, database, command, query);
    }

    private static boolean writesItsResult(Document query) {
        return query.get("pipeline") instanceof List<?> stages
                && stages.stream()
                        .anyMatch(stage -> stage instanceof Document document
                                && (document.containsKey("$out") || document.containsKey("$merge")));
    }

    /** One server has no other majority than what its file holds. */
    private static boolean wantsOnlyDurable(String command, Document query) {
        // the concern was said to the find or aggregate that opened the cursor, and a batch may be newer than that
        return command.equals("getmore")
                || (query.get("readConcern") instanceof Document concern
                        && concern.get("level") instanceof String level
                        && (level.equals("majority") || level.equals("linearizable")));
    }

    @Override
    public void close() {
        super.close();
        store.close();
    }
}
