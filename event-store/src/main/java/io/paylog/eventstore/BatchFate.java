package io.paylog.eventstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A batch at the place in the log that it was sent to, and what its answer says of each of its commits. */
final class BatchFate {

    private final List<PendingAppend> batch;
    private final List<LoggedCommit> commits;
    private final InsertOutcome outcome;
    private final int landed;

    BatchFate(List<PendingAppend> batch, List<LoggedCommit> commits, InsertOutcome outcome) {
        this.batch = batch;
        this.commits = commits;
        this.outcome = outcome;
        landed = switch (outcome) {
            case InsertOutcome.Landed _ -> batch.size();
            case InsertOutcome.DuplicateKey(int before) -> before;
            case InsertOutcome.Refused(int before, EventLogRefusedException _) -> before;
            case InsertOutcome.AllRefused _, InsertOutcome.NeverSent _, InsertOutcome.Unknown _ -> 0;
        };
    }

    /** Where the batch goes: each commit behind the one before it. */
    static List<LoggedCommit> behind(Head predecessor, List<PendingAppend> batch) {
        List<LoggedCommit> commits = new ArrayList<>(batch.size());
        Head end = predecessor;
        for (PendingAppend append : batch) {
            LoggedCommit commit = append.behind(end);
            commits.add(commit);
            end = commit.asHead();
        }
        return commits;
    }

    boolean hasLanded() {
        return landed == batch.size();
    }

    boolean hasLostARace() {
        return outcome instanceof InsertOutcome.DuplicateKey;
    }

    /** Where the log is known to reach by this answer; empty: the answer says nothing of it. */
    Optional<Head> headLanded() {
        return landed == 0
                ? Optional.empty()
                : Optional.of(commits.get(landed - 1).asHead());
    }

    @Nullable
    PendingAppend firstNotLanded() {
        return hasLanded() ? null : batch.get(landed);
    }

    /** Why the store takes nothing at all; empty: it may take something. */
    Optional<EventLogRefusedException> refusalOfAll() {
        return outcome instanceof InsertOutcome.AllRefused(EventLogRefusedException cause)
                ? Optional.of(cause)
                : Optional.empty();
    }

    /** {@code null}: the store answered. */
    @Nullable
    RuntimeException storeFailure() {
        return switch (outcome) {
            case InsertOutcome.Landed _,
                    InsertOutcome.DuplicateKey _,
                    InsertOutcome.Refused _,
                    InsertOutcome.AllRefused _ -> null;
            case InsertOutcome.NeverSent(RuntimeException cause) -> cause;
            case InsertOutcome.Unknown(RuntimeException cause) -> cause;
        };
    }

    /** Tells each append what is certain. */
    void tell() {
        for (int i = 0; i < landed; i++) {
            batch.get(i).landed(commits.get(i).asHead());
        }
        List<PendingAppend> rest = batch.subList(landed, batch.size());
        switch (outcome) {
            case InsertOutcome.Unknown _ -> rest.forEach(PendingAppend::mayHaveLanded);
            case InsertOutcome.Landed _, InsertOutcome.DuplicateKey _, InsertOutcome.NeverSent _ ->
                rest.forEach(PendingAppend::leftOpen);
            case InsertOutcome.Refused(int _, EventLogRefusedException cause) -> {
                rest.forEach(PendingAppend::leftOpen);
                rest.getFirst().refused(cause);
            }
            case InsertOutcome.AllRefused(EventLogRefusedException cause) ->
                rest.forEach(append -> append.refused(cause));
        }
    }
}
