package io.paylog.eventstore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A replica set in one object: what the primary has and no majority has yet may be rolled back, requests get lost, or arrive
 * late, or their answers do; majority reads are older than others for a moment, or fail.
 */
final class UnreliableLog implements AppendStore {

    private final Random random;
    private final double trouble;
    private final List<LoggedCommit> primary = new ArrayList<>();
    private final List<List<LoggedCommit>> late = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private int majority;

    /** @param trouble how likely each kind of it is with each request */
    UnreliableLog(long seed, double trouble) {
        random = new Random(seed);
        this.trouble = trouble;
    }

    private boolean happens() {
        return random.nextDouble() < trouble;
    }

    @Override
    public synchronized InsertOutcome insert(List<LoggedCommit> batch) {
        passTime();
        if (happens()) {
            return new InsertOutcome.NeverSent(new IllegalStateException("no server"));
        }
        if (happens()) {
            late.add(batch);
            return FaultyStore.lost();
        }
        int landed = apply(batch);
        if (happens()) {
            return FaultyStore.lost();
        }
        if (landed == 0 && happens()) {
            return new InsertOutcome.DuplicateKey(0); // what is in the way has no majority yet
        }
        majority = primary.size();
        return landed == batch.size() ? new InsertOutcome.Landed() : new InsertOutcome.DuplicateKey(landed);
    }

    private int apply(List<LoggedCommit> batch) {
        for (int i = 0; i < batch.size(); i++) {
            LoggedCommit commit = batch.get(i);
            if (primary.stream()
                    .anyMatch(there -> there.firstPosition() == commit.firstPosition()
                            || there.key().equals(commit.key()))) {
                return i;
            }
            long end = primary.isEmpty() ? 0 : primary.getLast().lastPosition();
            if (commit.firstPosition() != end + 1) {
                violations.add("at " + commit.firstPosition() + " behind " + end);
            }
            primary.add(commit);
        }
        return batch.size();
    }

    /** Late requests arrive, or a primary is elected that lacks what no majority has, or a majority gets it. */
    private void passTime() {
        if (!late.isEmpty() && happens()) {
            apply(late.remove(random.nextInt(late.size())));
        }
        if (happens()) {
            primary.subList(majority + random.nextInt(primary.size() - majority + 1), primary.size())
                    .clear();
        }
        if (happens()) {
            majority = primary.size();
        }
    }

    private List<LoggedCommit> read() {
        passTime();
        if (happens()) {
            throw FaultyStore.unavailable();
        }
        return primary.subList(0, happens() ? random.nextInt(majority + 1) : majority);
    }

    @Override
    public synchronized Map<CommitKey, KeyHolder> holdersOf(Collection<CommitKey> keys) {
        Map<CommitKey, KeyHolder> holders = new HashMap<>();
        for (LoggedCommit commit : read()) {
            if (keys.contains(commit.key())) {
                holders.put(commit.key(), new KeyHolder(commit.commitId(), commit.asHead()));
            }
        }
        return holders;
    }

    @Override
    public synchronized Optional<Head> headAfter(long commitPosition) {
        List<LoggedCommit> seen = read();
        return seen.isEmpty() || seen.getLast().firstPosition() <= commitPosition
                ? Optional.empty()
                : Optional.of(seen.getLast().asHead());
    }

    /** The number that follows the last event of the aggregate. */
    synchronized long nextSequence(String aggregateId) {
        return primary.subList(0, majority).stream()
                .filter(commit -> commit.aggregateId().equals(aggregateId))
                .mapToLong(commit -> commit.lastSequence() + 1)
                .max()
                .orElse(0);
    }

    /** All that is still on its way arrives, and a majority gets all there is. */
    synchronized List<LoggedCommit> settled() {
        late.forEach(this::apply);
        late.clear();
        majority = primary.size();
        return List.copyOf(primary);
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }
}
