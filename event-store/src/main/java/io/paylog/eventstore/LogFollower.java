package io.paylog.eventstore;

import java.util.List;
import java.util.Optional;

/**
 * Follows the log: where the memory reaches that all of this process share, from there, before it by itself. It changes
 * over wherever a commit ends, in both directions. Used by one thread at a time.
 */
final class LogFollower implements AutoCloseable {

    private final RecentCommits recent;
    private final SharedReading shared;
    private final OwnReading own;
    private final KnownHead known;
    private final ReadBounds bounds;
    private final ReadMeters meters;

    LogFollower(
            RecentCommits recent,
            SharedReading shared,
            OwnReading own,
            KnownHead known,
            ReadBounds bounds,
            ReadMeters meters) {
        this.recent = recent;
        this.shared = shared;
        this.own = own;
        this.known = known;
        this.bounds = bounds;
        this.meters = meters;
    }

    /**
     * The next events after the position, where the log is known to have more; none: they are not to be seen for now.
     *
     * @throws EventLogException if there is no answer, or the log has a hole
     */
    List<LoggedEvent> eventsAfter(long position) {
        return LoggedCommit.eventsAfter(position, fromMemory(position).orElseGet(() -> fromStore(position)));
    }

    private Optional<List<LoggedCommit>> fromMemory(long position) {
        if (recent.end().lastPosition() <= position) {
            shared.readBeyond(position);
        }
        Optional<List<LoggedCommit>> found = recent.after(position, bounds);
        if (found.isPresent()) {
            own.close();
        }
        found.filter(commits -> !commits.isEmpty()).ifPresent(_ -> meters.servedFromMemory());
        return found;
    }

    private List<LoggedCommit> fromStore(long position) {
        List<LoggedCommit> found = own.after(position);
        meters.readFromStore();
        if (!found.isEmpty()) {
            known.advanceTo(found.getLast().asHead());
            letGoOfTheStoreAtTheEnd(found.getLast().lastPosition());
        }
        return found;
    }

    /** Nobody comes back before there is more, and until then the servers would hold a cursor for nothing. */
    private void letGoOfTheStoreAtTheEnd(long position) {
        if (position >= known.position()) {
            own.close();
        }
    }

    @Override
    public void close() {
        own.close();
    }
}
