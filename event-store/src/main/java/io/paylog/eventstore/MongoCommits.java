package io.paylog.eventstore;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static io.paylog.eventstore.CommitDocuments.AGGREGATE_ID;
import static io.paylog.eventstore.CommitDocuments.EXTENT;
import static io.paylog.eventstore.CommitDocuments.FIRST_SEQUENCE;
import static io.paylog.eventstore.CommitDocuments.LATEST;
import static io.paylog.eventstore.CommitDocuments.POSITION;

import com.mongodb.ReadConcern;
import com.mongodb.ServerAddress;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.InsertManyOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The requests to the collection of commits; each is one command, answered by an index. */
final class MongoCommits implements CommitStore {

    private static final InsertManyOptions IN_ORDER = new InsertManyOptions().ordered(true);

    private final MongoCollection<Document> collection;
    private final Duration socketTimeout;
    private final ReplySizes replySizes = new ReplySizes();
    private final ReplySizes aggregateReplySizes = new ReplySizes();

    /** @param collection reads and writes with majority, on the primary */
    MongoCommits(MongoCollection<Document> collection, Duration socketTimeout) {
        this.collection = collection;
        this.socketTimeout = socketTimeout;
    }

    @Override
    public InsertOutcome insert(List<LoggedCommit> batch) {
        try {
            collection.insertMany(batch.stream().map(CommitDocuments::write).toList(), IN_ORDER);
            return new InsertOutcome.Landed();
        } catch (RuntimeException e) {
            return MongoFailures.ofInsert(e, batch.size());
        }
    }

    @Override
    public Map<CommitKey, KeyHolder> holdersOf(Collection<CommitKey> keys) {
        FindIterable<Document> holders = find(or(keys.stream()
                        .map(key -> and(eq(AGGREGATE_ID, key.aggregateId()), eq(FIRST_SEQUENCE, key.firstSequence())))
                        .toList()))
                .projection(EXTENT)
                .limit(keys.size())
                .batchSize(keys.size());
        return MongoFailures.asking(() -> {
            Map<CommitKey, KeyHolder> found = new HashMap<>();
            holders.forEach(holder -> found.put(
                    CommitDocuments.key(holder),
                    new KeyHolder(CommitDocuments.commitId(holder), CommitDocuments.end(holder))));
            return found;
        });
    }

    @Override
    public Optional<Head> headAfter(long commitPosition) {
        return first(find(gt(POSITION, commitPosition))
                        .sort(descending(POSITION))
                        .projection(EXTENT))
                .map(CommitDocuments::end);
    }

    @Override
    public long linearizableHeadPosition() {
        FindIterable<Document> last = collection
                .withReadConcern(ReadConcern.LINEARIZABLE)
                .find()
                .sort(descending(POSITION))
                .projection(EXTENT)
                .maxTime(socketTimeout.toMillis(), TimeUnit.MILLISECONDS);
        return first(last).map(CommitDocuments::end).orElse(Head.OF_EMPTY_LOG).lastPosition();
    }

    @Override
    public List<LoggedCommit> from(long position, ReadBounds bounds) {
        return take(inOrderFrom(position), bounds, replySizes);
    }

    @Override
    public CommitCursor openFrom(long position, ReadBounds bounds) {
        return new MongoCommitCursor(this::inOrderFrom, position, bounds, replySizes);
    }

    private FindIterable<Document> inOrderFrom(long position) {
        return find(gte(POSITION, position)).sort(ascending(POSITION));
    }

    @Override
    public OptionalLong lastStartUpTo(long position) {
        return firstForReader(
                        find(lte(POSITION, position)).sort(descending(POSITION)).projection(include(POSITION)))
                .map(found -> OptionalLong.of(CommitDocuments.position(found)))
                .orElse(OptionalLong.empty());
    }

    @Override
    public OptionalLong firstWithLatestFrom(long epochMillis) {
        return firstForReader(find(gte(LATEST, Instant.ofEpochMilli(epochMillis)))
                        .sort(ascending(LATEST, POSITION))
                        .projection(include(POSITION)))
                .map(found -> OptionalLong.of(CommitDocuments.position(found)))
                .orElse(OptionalLong.empty());
    }

    @Override
    public List<LoggedCommit> ofAggregateFrom(String aggregateId, long sequence, ReadBounds bounds) {
        return take(
                find(and(eq(AGGREGATE_ID, aggregateId), gte(FIRST_SEQUENCE, sequence)))
                        .sort(ascending(FIRST_SEQUENCE)),
                bounds,
                aggregateReplySizes);
    }

    @Override
    public Optional<LoggedCommit> ofAggregateBefore(String aggregateId, long sequence) {
        return firstForReader(find(and(eq(AGGREGATE_ID, aggregateId), lt(FIRST_SEQUENCE, sequence)))
                        .sort(descending(FIRST_SEQUENCE)))
                .map(CommitDocuments::read);
    }

    @Override
    public Optional<AggregateEnd> endOf(String aggregateId) {
        return lastOf(aggregateId).found().map(MongoCommits::aggregateEnd);
    }

    /**
     * What the majority reads of one server show only grows, so the server that shows the commit, and shows the aggregate
     * after that, shows all of the aggregate up to the commit. Of two servers the second may be the older one.
     */
    @Override
    public ShownEnd endShownWith(long commitPosition, String aggregateId) {
        Optional<ServerAddress> showing = serverThatShows(commitPosition);
        Answer last = lastOf(aggregateId);
        boolean current = commitPosition == Head.OF_EMPTY_LOG.commitPosition()
                || showing.filter(last.server()::equals).isPresent();
        return new ShownEnd(last.found().map(MongoCommits::aggregateEnd), current);
    }

    private Optional<ServerAddress> serverThatShows(long commitPosition) {
        Answer answer = ask(find(eq(POSITION, commitPosition)).projection(include(POSITION)));
        return answer.found().map(shown -> answer.server());
    }

    private Answer lastOf(String aggregateId) {
        return ask(find(eq(AGGREGATE_ID, aggregateId))
                .sort(descending(FIRST_SEQUENCE))
                .projection(EXTENT));
    }

    private static AggregateEnd aggregateEnd(Document found) {
        return new AggregateEnd(CommitDocuments.end(found).lastPosition(), CommitDocuments.lastSequence(found));
    }

    private static Answer ask(FindIterable<Document> found) {
        return MongoFailures.askingTwice(() -> {
            try (MongoCursor<Document> cursor = found.limit(1).cursor()) {
                Optional<Document> first = cursor.hasNext() ? Optional.of(cursor.next()) : Optional.empty();
                return new Answer(first, Objects.requireNonNull(cursor.getServerAddress()));
            }
        });
    }

    private FindIterable<Document> find(Bson filter) {
        return collection.find(filter);
    }

    /** Once only: an appender that holds its turn has a deadline. */
    private static Optional<Document> first(FindIterable<Document> found) {
        return MongoFailures.asking(() -> Optional.ofNullable(found.limit(1).first()));
    }

    private static Optional<Document> firstForReader(FindIterable<Document> found) {
        return MongoFailures.askingTwice(
                () -> Optional.ofNullable(found.limit(1).first()));
    }

    private List<LoggedCommit> take(FindIterable<Document> found, ReadBounds bounds, ReplySizes sizes) {
        List<LoggedCommit> commits = MongoFailures.askingTwice(() -> {
            TakenCommits taken = new TakenCommits(bounds);
            // Each commit has at least one event.
            try (MongoCursor<Document> cursor = found.limit(bounds.events())
                    .batchSize(sizes.commitsFor(bounds))
                    .cursor()) {
                while (!taken.areEnough() && cursor.hasNext()) {
                    taken.add(CommitDocuments.read(cursor.next()));
                }
            }
            return taken.commits();
        });
        sizes.saw(commits);
        return commits;
    }

    private record Answer(Optional<Document> found, ServerAddress server) {}
}
