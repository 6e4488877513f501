package io.paylog.eventstore;

import java.util.List;

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

    private static final double WEIGHT = 0.25;

    private volatile double charactersPerCommit = FIRST_GUESS;

    int commitsFor(ReadBounds bounds) {
        double fitting = bounds.characters() / charactersPerCommit;
        return (int) Math.clamp(fitting, 1, Math.min(bounds.events(), MOST_COMMITS));
    }

    /** Whether replies of that many commits are far from what {@link #commitsFor} says now. */
    boolean isFarFrom(int commits, ReadBounds bounds) {
        int fitting = commitsFor(bounds);
        return fitting > commits * 2 || fitting * 2 < commits;
    }

    void saw(List<LoggedCommit> commits) {
        if (!commits.isEmpty()) {
            long characters =
                    commits.stream().mapToLong(LoggedCommit::characters).sum();
            double average = Math.max(1, (double) characters / commits.size());
            double before = charactersPerCommit;
            charactersPerCommit = Math.max(average, before + WEIGHT * (average - before));
        }
    }
}
