package io.paylog.eventstore;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCursor;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A cursor of one server. All that it shows is what a majority has, also if that server is no primary any more; and what
 * one server shows only grows. Each read brings at most one reply, so what is held here is bounded by one.
 */
final class MongoCommitCursor implements CommitCursor {

    private final LongFunction<FindIterable<Document>> query;
    private final ReadBounds bounds;
    private final ReplySizes replySizes;
    private long position;
    private int replyCommits;
    private @Nullable MongoCursor<Document> open;

    /** @param query the commits that begin at a position or later, in order */
    MongoCommitCursor(
            LongFunction<FindIterable<Document>> query, long position, ReadBounds bounds, ReplySizes replySizes) {
        this.query = query;
        this.position = position;
        this.bounds = bounds;
        this.replySizes = replySizes;
    }

    @Override
    public List<LoggedCommit> next() {
        List<LoggedCommit> found = MongoFailures.asking(this::takeFromOneReply);
        if (!found.isEmpty()) {
            position = found.getLast().lastPosition() + 1;
            replySizes.saw(found);
            beginAnewIfRepliesDoNotFit();
        }
        return found;
    }

    private List<LoggedCommit> takeFromOneReply() {
        MongoCursor<Document> cursor = opened();
        TakenCommits taken = new TakenCommits(bounds);
        if (cursor.hasNext()) {
            do {
                taken.add(CommitDocuments.read(cursor.next()));
            } while (!taken.areEnough() && cursor.available() > 0);
        }
        return taken.commits();
    }

    private MongoCursor<Document> opened() {
        if (open == null) {
            replyCommits = replySizes.commitsFor(bounds);
            open = query.apply(position).batchSize(replyCommits).cursor();
        }
        return open;
    }

    private void beginAnewIfRepliesDoNotFit() {
        if (Objects.requireNonNull(open).available() == 0 && replySizes.isFarFrom(replyCommits, bounds)) {
            close();
        }
    }

    @Override
    public void close() {
        MongoCursor<Document> closing = open;
        open = null;
        if (closing != null) {
            MongoFailures.ignoring(closing::close);
        }
    }
}
