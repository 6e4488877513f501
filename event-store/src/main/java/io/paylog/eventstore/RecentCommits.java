package io.paylog.eventstore;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The last commits of the log, without a hole, as many as fit into the bounds. One that does not fit alone is not kept.
 * Nobody asks the store while others wait here.
 */
final class RecentCommits {

    private final ReadBounds most;

    // Guarded by this.
    private final NavigableMap<Long, LoggedCommit> commits = new TreeMap<>();
    private Head end;
    private long events;
    private long characters;

    /** @param end behind which the first one stands */
    RecentCommits(ReadBounds most, Head end) {
        this.most = most;
        this.end = end;
    }

    synchronized Head end() {
        return end;
    }

    /** How many events there can be at most. */
    int capacity() {
        return most.events();
    }

    /** @throws IllegalArgumentException if one does not follow the one before */
    synchronized void add(List<LoggedCommit> next) {
        next.forEach(this::add);
        while (events > most.events() || characters > most.characters()) {
            LoggedCommit oldest = commits.pollFirstEntry().getValue();
            events -= oldest.events().size();
            characters -= oldest.characters();
        }
    }

    private void add(LoggedCommit commit) {
        if (commit.firstPosition() != end.lastPosition() + 1) {
            throw new IllegalArgumentException("A commit at " + commit.firstPosition() + " behind " + end);
        }
        commits.put(commit.firstPosition(), commit);
        end = commit.asHead();
        events += commit.events().size();
        characters += commit.characters();
    }

    /** Forgets all, to go on behind a later end. */
    synchronized void restartAt(Head later) {
        commits.clear();
        events = 0;
        characters = 0;
        end = later;
    }

    /**
     * Commits with events after the position, which may be inside the first of them. None: the position is the end. Empty: what
     * follows it is not here.
     */
    synchronized Optional<List<LoggedCommit>> after(long position, ReadBounds bounds) {
        if (position == end.lastPosition()) {
            return Optional.of(List.of());
        }
        Long first = commits.floorKey(position + 1);
        if (first == null || position > end.lastPosition()) {
            return Optional.empty();
        }
        TakenCommits taken = new TakenCommits(bounds);
        for (LoggedCommit commit : commits.tailMap(first, true).values()) {
            taken.add(commit);
            if (taken.areEnough()) {
                break;
            }
        }
        return Optional.of(taken.commits());
    }
}
