package io.paylog.eventstore.transfer;

import io.paylog.eventstore.LoggedCommit;
import io.paylog.eventstore.transfer.Line.Group;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;

/**
 * Counts and checksums of consecutive commits, in memory that does not grow with them.
 *
 * <p>The checksum of an aggregate is the sum of those of its commits. Each names aggregate and sequence, so the sum does not
 * depend on what stands between them, and tells a commit that is lost, doubled, changed or of another aggregate. Millions of
 * aggregates have too many sums, so aggregates fall into {@value #GROUPS} groups, by the last bits of the CRC-32 of their
 * identifiers, and each group has the sum of its aggregates.
 */
final class Tally {

    static final int GROUPS = 4096;

    private final long firstPosition;
    private final CommitChecksum commitChecksum = new CommitChecksum();
    private final MessageDigest chained = CommitChecksum.sha256();
    private final long[] eventsOfGroup = new long[GROUPS];
    private final long[] highSums = new long[GROUPS];
    private final long[] lowSums = new long[GROUPS];
    private byte[] chain = new byte[32];
    private long lastPosition;
    private long commits;
    private long events;
    private long aggregates;

    /** @param firstPosition of the first commit */
    Tally(long firstPosition) {
        this.firstPosition = firstPosition;
        lastPosition = firstPosition - 1;
    }

    long lastPosition() {
        return lastPosition;
    }

    /** @throws DamagedException if it does not come next */
    void add(LoggedCommit commit) {
        if (commit.firstPosition() != lastPosition + 1) {
            throw new DamagedException("at position " + (lastPosition + 1)
                    + " of the log there is the commit of position " + commit.firstPosition());
        }
        if (commit.events().isEmpty()) {
            throw new DamagedException("the commit of position " + commit.firstPosition() + " has no events");
        }
        byte[] checksum = checksum(commit);
        addToGroup(commit, checksum);
        chained.update(chain);
        chain = chained.digest(checksum);
        lastPosition = commit.lastPosition();
        commits++;
        events += commit.events().size();
        aggregates += commit.firstSequence() == 0 ? 1 : 0;
    }

    private byte[] checksum(LoggedCommit commit) {
        try {
            return commitChecksum.of(commit);
        } catch (DamagedException e) {
            throw new DamagedException(
                    "the commit of position " + commit.firstPosition() + " is damaged: " + e.getMessage(), e);
        }
    }

    private void addToGroup(LoggedCommit commit, byte[] checksum) {
        int group = indexOfGroup(commit.aggregateId());
        ByteBuffer halves = ByteBuffer.wrap(checksum);
        highSums[group] += halves.getLong();
        lowSums[group] += halves.getLong();
        eventsOfGroup[group] += commit.events().size();
    }

    private static int indexOfGroup(String aggregateId) {
        CRC32 crc = new CRC32();
        crc.update(aggregateId.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() % GROUPS);
    }

    LogContent content() {
        return new LogContent(
                firstPosition,
                lastPosition,
                commits,
                events,
                aggregates,
                HexFormat.of().formatHex(chain));
    }

    Line.End end() {
        SortedMap<String, Group> groups = new TreeMap<>();
        for (int group = 0; group < GROUPS; group++) {
            if (eventsOfGroup[group] > 0) {
                String checksum = HexFormat.of().toHexDigits(highSums[group])
                        + HexFormat.of().toHexDigits(lowSums[group]);
                groups.put(name(group), new Group(eventsOfGroup[group], checksum));
            }
        }
        return new Line.End(content(), groups);
    }

    private static String name(int group) {
        return HexFormat.of().toHexDigits(group, 3);
    }

    /** In what it differs from what it has to be, told for people; empty: in nothing. */
    List<String> differences(Line.End expected) {
        LogContent wanted = expected.content();
        LogContent found = content();
        List<String> differences = new ArrayList<>();
        tell(differences, "first position", wanted.firstPosition(), found.firstPosition());
        tell(differences, "last position", wanted.lastPosition(), found.lastPosition());
        tell(differences, "commits", wanted.commits(), found.commits());
        tell(differences, "events", wanted.events(), found.events());
        tell(differences, "aggregates", wanted.aggregates(), found.aggregates());
        differingGroups(expected).forEach(group -> differences.add("checksum of group " + group + " of aggregates"));
        if (differences.isEmpty() && !wanted.checksum().equals(found.checksum())) {
            differences.add("checksum of the whole");
        }
        return differences;
    }

    private static void tell(List<String> differences, String what, long wanted, long found) {
        if (wanted != found) {
            differences.add(what + " (" + found + " instead of " + wanted + ")");
        }
    }

    /** The names of the groups of aggregates that are not what they have to be. */
    Set<String> differingGroups(Line.End expected) {
        SortedMap<String, Group> found = end().groups();
        Set<String> differing = new TreeSet<>(found.keySet());
        differing.addAll(expected.groups().keySet());
        differing.removeIf(
                group -> Objects.equals(found.get(group), expected.groups().get(group)));
        return differing;
    }

    /** The name of the group that the aggregate is in. */
    static String groupOf(String aggregateId) {
        return name(indexOfGroup(aggregateId));
    }
}
