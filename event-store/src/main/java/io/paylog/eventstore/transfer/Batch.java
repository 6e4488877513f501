package io.paylog.eventstore.transfer;

import io.paylog.eventstore.LoggedCommit;
import java.util.ArrayList;
import java.util.List;

/** Commits up to a bound, the one that reaches it included. */
final class Batch {

    private final int mostEvents;
    private final long mostCharacters;
    private List<LoggedCommit> commits = new ArrayList<>();
    private int events;
    private long characters;

    Batch(int mostEvents, long mostCharacters) {
        this.mostEvents = mostEvents;
        this.mostCharacters = mostCharacters;
    }

    void add(LoggedCommit commit) {
        commits.add(commit);
        events += commit.events().size();
        characters += commit.characters();
    }

    boolean isFull() {
        return events >= mostEvents || characters >= mostCharacters;
    }

    boolean isEmpty() {
        return commits.isEmpty();
    }

    List<LoggedCommit> take() {
        List<LoggedCommit> taken = commits;
        commits = new ArrayList<>();
        events = 0;
        characters = 0;
        return taken;
    }
}
