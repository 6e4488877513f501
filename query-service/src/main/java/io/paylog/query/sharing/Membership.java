package io.paylog.query.sharing;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A node among those that share some work. Each counts in a document of its own, and takes another for gone when it has
 * looked a number of times and found it unchanged. No clocks are compared, and while nobody can look nobody is gone.
 *
 * <p>It divides work, it does not guard it: for a moment two nodes may see different others. For one
 * thread, but for what says otherwise.
 */
public final class Membership {

    /** So many times the looks after which a node is gone, and its document is removed: some looks may have been quick. */
    private static final int LOOKS_BEFORE_REMOVAL = 20;

    private static final Comparator<NodeDocument> BY_SENIORITY =
            Comparator.comparingLong(NodeDocument::seniority).thenComparing(NodeDocument::id);

    private final MongoCollection<NodeDocument> nodes;
    private final String work;
    private final String node;
    private final int looks;
    private final Map<String, Sighting> sightings = new HashMap<>();
    private long seniority;

    /** @param unchanged how many looks in a row have found the same */
    private record Sighting(long beat, int unchanged) {}

    /**
     * @param work names what is shared
     * @param looks after so many looks without a change another node is gone, from 1
     */
    public Membership(MongoDatabase database, String work, String node, int looks) {
        // A heartbeat that is rolled back comes again; waiting for a majority would only make it slower.
        this.nodes = database.getCollection("nodes", NodeDocument.class)
                .withReadConcern(ReadConcern.LOCAL)
                .withWriteConcern(WriteConcern.W1);
        this.work = work;
        this.node = node;
        this.looks = looks;
    }

    /**
     * Shows that this node lives, and looks at the others.
     *
     * @param able whether it gets on with its work; others take its share as long as it does not
     */
    public Place beat(boolean able) {
        if (seniority == 0) {
            seniority =
                    1 + seen().stream().mapToLong(NodeDocument::seniority).max().orElse(0);
        }
        nodes.updateOne(
                Filters.eq("_id", id()),
                Updates.combine(
                        Updates.set("work", work),
                        Updates.set("node", node),
                        Updates.set("seniority", seniority),
                        Updates.set("able", able),
                        Updates.inc("beat", 1L)),
                new UpdateOptions().upsert(true));
        List<NodeDocument> seen = seen();
        look(seen);
        return place(seen);
    }

    /**
     * Lets others know how far this node is.
     *
     * @return whether they can: a node that they took for gone has to show itself first
     */
    public boolean tell(List<Progress> progress) {
        return nodes.updateOne(Filters.eq("_id", id()), Updates.set("progress", progress))
                        .getMatchedCount()
                > 0;
    }

    /** How far nodes have told that they are; may be called by any thread. */
    public List<Progress> told() {
        return seen().stream()
                .flatMap(other -> Stream.ofNullable(other.progress()).flatMap(List::stream))
                .toList();
    }

    private String id() {
        return work + "@" + node;
    }

    private List<NodeDocument> seen() {
        return nodes.find(Filters.eq("work", work)).into(new ArrayList<>());
    }

    private void look(List<NodeDocument> seen) {
        sightings.keySet().retainAll(seen.stream().map(NodeDocument::id).toList());
        seen.forEach(other -> sightings.merge(
                other.id(),
                new Sighting(other.beat(), 0),
                (before, now) -> before.beat() == now.beat() ? new Sighting(now.beat(), before.unchanged() + 1) : now));
        seen.stream()
                .filter(other -> unchanged(other) > looks * LOOKS_BEFORE_REMOVAL)
                .forEach(this::remove);
    }

    private int unchanged(NodeDocument other) {
        Sighting sighting = sightings.get(other.id());
        return sighting == null ? 0 : sighting.unchanged();
    }

    /** Unless it lives again just now. */
    private void remove(NodeDocument gone) {
        nodes.deleteOne(Filters.and(Filters.eq("_id", gone.id()), Filters.eq("beat", gone.beat())));
    }

    private Place place(List<NodeDocument> seen) {
        List<String> counted = seen.stream()
                .filter(other -> other.id().equals(id()) || (other.able() && unchanged(other) < looks))
                .sorted(BY_SENIORITY)
                .map(NodeDocument::id)
                .toList();
        int rank = counted.indexOf(id());
        // Removed by another node just now, for which this one was silent too long: it is back with the next beat.
        return rank < 0 ? new Place(counted.size(), counted.size() + 1) : new Place(rank, counted.size());
    }

    /** The others need not find out. */
    public void leave() {
        nodes.deleteOne(Filters.eq("_id", id()));
        seniority = 0;
        sightings.clear();
    }
}
