package io.paylog.eventstore;

import com.mongodb.client.MongoCollection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bson.Document;

/** The archive's side of a log in MongoDB. */
final class MongoLogArchive implements LogArchive {

    private final LogDatabase database;
    private final EventLogSettings settings;
    private final MongoCollection<Document> collection;
    private final CommitStore commits;
    private final ImportDocument imports;

    private MongoLogArchive(LogDatabase database, EventLogSettings settings) {
        this.database = database;
        this.settings = settings;
        collection = database.collection("commits");
        commits = new MongoCommits(collection, settings.timeouts().socket());
        imports = new ImportDocument(database.collection("epoch"));
    }

    static MongoLogArchive connect(EventLogSettings settings) {
        MongoLogArchive archive = new MongoLogArchive(LogDatabase.connect(settings), settings);
        try {
            archive.patiently(() -> {
                archive.database.requireReplicaSet();
                return true;
            });
            return archive;
        } catch (RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    private <T> T patiently(Supplier<T> request) {
        return new Opening(settings.timeouts().opening()).untilAnswered(request);
    }

    @Override
    public Optional<String> epoch() {
        return patiently(new EpochDocument(database.collection("epoch"))::find);
    }

    @Override
    public long head() {
        return patiently(this::currentHead);
    }

    private long currentHead() {
        return commits.headAfter(Head.OF_EMPTY_LOG.commitPosition())
                .orElse(Head.OF_EMPTY_LOG)
                .lastPosition();
    }

    @Override
    public List<LoggedCommit> from(long position, ReadBounds bounds) {
        return patiently(() -> {
            List<LoggedCommit> found = commits.from(position, bounds);
            long start = position;
            if (found.isEmpty() || found.getFirst().firstPosition() != position) {
                start = commits.lastStartUpTo(position).orElse(LogReader.FIRST_POSITION);
                found = commits.from(start, bounds);
            }
            if (found.isEmpty() || found.getLast().lastPosition() < position) {
                // A majority read may be behind for a moment after an election.
                throw new EventLogUnavailableException(
                        "The servers show less of the log than was seen before: not position " + position, null);
            }
            LogReader.flawIn(found, start).ifPresent(flaw -> {
                throw flaw;
            });
            return found;
        });
    }

    @Override
    public void beginImport(ImportedPart part) {
        patiently(() -> {
            database.requireCommitIndexes(collection);
            Optional<ImportedPart> underWay = imports.importing();
            if (underWay.isPresent()) {
                requireSame(underWay.get(), part);
            } else if (!isDone(part)) {
                requireContinued(part, currentHead());
                imports.begin(part);
            }
            return true;
        });
    }

    private static void requireSame(ImportedPart underWay, ImportedPart part) {
        if (!underWay.equals(part)) {
            throw refusal("Another import was begun, of positions " + underWay.firstPosition() + " to "
                    + underWay.lastPosition() + " of log " + underWay.sourceEpoch()
                    + ": repeat that one, or drop the database");
        }
    }

    /** Then perhaps only the answer was lost. */
    private boolean isDone(ImportedPart part) {
        if (imports.imported().filter(part::equals).isEmpty()) {
            return false;
        }
        long head = currentHead();
        if (head != part.lastPosition()) {
            throw refusal("This has been imported already, and the log goes on behind it, up to position " + head);
        }
        return true;
    }

    private void requireContinued(ImportedPart part, long head) {
        Optional<ImportedPart> before = imports.imported();
        if (part.firstPosition() != head + 1) {
            throw refusal("The log ends at position " + head + "; what begins at position " + part.firstPosition()
                    + " cannot be imported into it");
        }
        // Not the epoch that it was exported from: each restore of that log gives it another one.
        if (head > 0 && before.filter(last -> last.lastPosition() == head).isEmpty()) {
            throw refusal("The log does not end where an import ended: somebody appended to it");
        }
    }

    @Override
    public void insert(List<LoggedCommit> batch) {
        patiently(() -> {
            List<LoggedCommit> missing = missing(batch);
            if (!missing.isEmpty()) {
                send(missing);
            }
            return true;
        });
    }

    /** What a majority does not show yet: this batch may have been sent before. */
    private List<LoggedCommit> missing(List<LoggedCommit> batch) {
        long events = batch.getLast().lastPosition() - batch.getFirst().firstPosition() + 1;
        List<LoggedCommit> there =
                commits.from(batch.getFirst().firstPosition(), ReadBounds.ofEvents(Math.toIntExact(events)));
        for (int i = 0; i < there.size(); i++) {
            if (i == batch.size() || !there.get(i).equals(batch.get(i))) {
                throw refusal("Somebody else writes into the log: another commit is at position "
                        + there.get(i).firstPosition());
            }
        }
        return batch.subList(there.size(), batch.size());
    }

    private void send(List<LoggedCommit> missing) {
        try {
            collection.insertMany(missing.stream().map(CommitDocuments::write).toList());
        } catch (RuntimeException e) {
            switch (MongoFailures.ofInsert(e, missing.size())) {
                case InsertOutcome.Refused(int _, EventLogRefusedException refusal) -> throw refusal;
                case InsertOutcome.AllRefused(EventLogRefusedException refusal) -> throw refusal;
                case InsertOutcome.DuplicateKey(int index) -> requireNotAnothers(missing.get(index));
                case InsertOutcome.Landed _, InsertOutcome.NeverSent _, InsertOutcome.Unknown _ -> {}
            }
            // Whatever became of it, the next look shows it.
            throw new EventLogUnavailableException("What was inserted is not durable yet: " + e.getMessage(), e);
        }
    }

    /** Its position is looked at with the next look; another's at that place within the aggregate would stay unseen. */
    private void requireNotAnothers(LoggedCommit commit) {
        CommitKey key = new CommitKey(commit.aggregateId(), commit.firstSequence());
        AppendStore.KeyHolder holder = commits.holdersOf(List.of(key)).get(key);
        if (holder != null && holder.end().commitPosition() != commit.firstPosition()) {
            throw refusal("Somebody else writes into the log: a commit of aggregate " + commit.aggregateId()
                    + " is at position " + holder.end().commitPosition() + " instead of " + commit.firstPosition());
        }
    }

    @Override
    public String finishImport(ImportedPart part) {
        return patiently(() -> imports.finish(part));
    }

    private static EventLogRefusedException refusal(String message) {
        return new EventLogRefusedException(message, null);
    }

    @Override
    public void close() {
        database.close();
    }
}
