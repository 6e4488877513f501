package io.paylog.eventstore;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How many commits to ask for at once, so that a reply of the servers holds about as much as one read takes: they count
 * documents, not bytes. A guess from the commits read last; it grows at once with them and shrinks slowly. When it is
 * wrong, a reply of MongoDB still ends at 16 MiB.
 */
final class ReplySizes {

    /** The driver's default, 101 in the first batch, would need a second round trip for most reads. */
    private static final int MOST_COMMITS = 1_000;

    /** Rather too large: then the first replies are small. */
    private static final double FIRST_GUESS = 64 * 1024;

    /** One large commit must not make all that follow it come one by one. */
    private static final int FEWEST_COMMITS = 16;

    private static final double WEIGHT = 0.25;

    private volatile double charactersPerCommit = FIRST_GUESS;
    private volatile double eventsPerCommit = 1;

    int commitsFor(ReadBounds bounds) {
        double byCharacters = Math.max(FEWEST_COMMITS, bounds.characters() / charactersPerCommit);
        double byEvents = bounds.events() / eventsPerCommit;
        return (int) Math.clamp(Math.min(byCharacters, byEvents), 1, MOST_COMMITS);
    }

    /** Whether replies of that many commits are far from what {@link #commitsFor} says now. */
    boolean isFarFrom(int commits, ReadBounds bounds) {
        int fitting = commitsFor(bounds);
        return fitting > commits * 2 || fitting * 2 < commits;
    }

    void saw(List<LoggedCommit> commits) {
        if (!commits.isEmpty()) {
            charactersPerCommit = after(charactersPerCommit, average(commits, LoggedCommit::characters));
            eventsPerCommit = after(
                    eventsPerCommit, average(commits, commit -> commit.events().size()));
        }
    }

    private static double average(List<LoggedCommit> commits, ToLongFunction<LoggedCommit> size) {
        return Math.max(1, (double) commits.stream().mapToLong(size).sum() / commits.size());
    }

    private static double after(double before, double seen) {
        return Math.max(seen, before + WEIGHT * (seen - before));
    }
}
