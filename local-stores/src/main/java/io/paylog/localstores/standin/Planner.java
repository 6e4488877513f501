package io.paylog.localstores.standin;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Chooses the index that leaves the least to look at. */
final class Planner {

    /** Beyond so many alternatives of an {@code $or}, everything is read instead. */
    private static final int MAX_ALTERNATIVES = 10_000;

    private final OrderedIndex documents;
    private final List<OrderedIndex> indexes;

    /**
     * @param documents everything there is
     * @param indexes all that may be used, the documents' own among them if their key is the identifier
     */
    Planner(OrderedIndex documents, List<OrderedIndex> indexes) {
        this.documents = documents;
        this.indexes = indexes;
    }

    AccessPath plan(Document query, Order order) {
        Filter filter = Filter.of(query);
        AccessPath best = best(filter, order);
        if (best.merit() >= IndexFit.POINT) {
            return best;
        }
        return filter.alternatives().stream()
                .flatMap(branches -> union(query, branches).stream())
                .findFirst()
                .orElse(best);
    }

    private AccessPath best(Filter filter, Order order) {
        AccessPath everything = new AccessPath(
                List.of(new AccessPath.Segment(documents, new byte[0], new byte[] {KeyBytes.AFTER})),
                order.naturalReverse(),
                order.isNatural(),
                false,
                0);
        return Stream.concat(
                        Stream.of(everything),
                        indexes.stream().flatMap(index -> new IndexFit(index, filter, order).path().stream()))
                .max(Comparator.comparingInt(AccessPath::merit))
                .orElse(everything);
    }

    private Optional<AccessPath> union(Document query, List<Document> branches) {
        if (branches.isEmpty() || branches.size() > MAX_ALTERNATIVES) {
            return Optional.empty();
        }
        List<AccessPath.Segment> segments = new ArrayList<>();
        for (Document branch : branches) {
            Document both = new Document("$and", List.of(branch, without(query)));
            AccessPath path = best(Filter.of(both), Order.NONE);
            if (path.merit() == 0) {
                return Optional.empty();
            }
            segments.addAll(path.segments());
        }
        return Optional.of(new AccessPath(segments, false, false, true, IndexFit.POINT));
    }

    private static Document without(Document query) {
        Document rest = query.clone();
        rest.remove("$or");
        return rest;
    }
}
