package io.paylog.eventstore.transfer;

import io.paylog.eventstore.ImportedPart;
import io.paylog.eventstore.LogArchive;
import io.paylog.eventstore.LoggedCommit;
import io.paylog.eventstore.ReadBounds;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A real log that fails at one of its requests, before or after it was done, and at all that follow. */
final class FailingArchive implements LogArchive {

    /** Where the process would have ended. */
    static final class Killed extends RuntimeException {}

    private final LogArchive real;
    private final boolean afterwards;
    private int requestsLeft;

    /**
     * @param requests how many succeed
     * @param afterwards whether the one that fails is done nevertheless
     */
    FailingArchive(LogArchive real, int requests, boolean afterwards) {
        this.real = real;
        this.requestsLeft = requests;
        this.afterwards = afterwards;
    }

    private <T> T ask(Supplier<T> request) {
        boolean fails = requestsLeft-- <= 0;
        if (fails && !(afterwards && requestsLeft == -1)) {
            throw new Killed();
        }
        T answer = request.get();
        if (fails) {
            throw new Killed();
        }
        return answer;
    }

    @Override
    public Optional<String> epoch() {
        return ask(real::epoch);
    }

    @Override
    public long head() {
        return ask(real::head);
    }

    /** In small batches, so that there are more of them. */
    @Override
    public List<LoggedCommit> from(long position, ReadBounds bounds) {
        return ask(() -> real.from(position, new ReadBounds(Math.min(5, bounds.events()), bounds.characters())));
    }

    @Override
    public void beginImport(ImportedPart part) {
        ask(() -> {
            real.beginImport(part);
            return true;
        });
    }

    /** The part of a batch that gets through when the process is killed. */
    @Override
    public void insert(List<LoggedCommit> commits) {
        ask(() -> {
            real.insert(requestsLeft < 0 ? commits.subList(0, commits.size() / 2) : commits);
            return true;
        });
    }

    @Override
    public String finishImport(ImportedPart part) {
        return ask(() -> real.finishImport(part));
    }

    @Override
    public void close() {
        real.close();
    }
}
