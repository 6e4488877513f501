package io.paylog.eventstore;

import java.util.ArrayList;
import java.util.List;

/** What one read has taken so far, and whether that is enough. */
final class TakenCommits {

    private final ReadBounds bounds;
    private final List<LoggedCommit> commits = new ArrayList<>();
    private int events;
    private long characters;

    TakenCommits(ReadBounds bounds) {
        this.bounds = bounds;
    }

    static boolean reach(ReadBounds bounds, List<LoggedCommit> commits) {
        TakenCommits taken = new TakenCommits(bounds);
        commits.forEach(taken::add);
        return taken.areEnough();
    }

    boolean areEnough() {
        return bounds.reachedBy(events, characters);
    }

    void add(LoggedCommit commit) {
        commits.add(commit);
        events += commit.events().size();
        characters += commit.characters();
    }

    List<LoggedCommit> commits() {
        return commits;
    }
}
