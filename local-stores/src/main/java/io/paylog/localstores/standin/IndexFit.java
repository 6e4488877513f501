package io.paylog.localstores.standin;

import de.bwaldvogel.mongo.backend.Constants;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How well one index answers a filter and an order. */
final class IndexFit {

    static final int POINT = 10;

    private static final int RANGE = 4;
    private static final int SORTED = 5;
    private static final int ONE_DOCUMENT = 1_000;

    /** Beyond so many combinations of listed values, the rest of the key is left to the filter. */
    private static final int MAX_PREFIXES = 10_000;

    private final OrderedIndex index;
    private final Filter filter;
    private final Order order;
    private final Set<String> constant = new HashSet<>();
    private List<byte[]> prefixes = List.of(new byte[0]);
    private int pinned;

    IndexFit(OrderedIndex index, Filter filter, Order order) {
        this.index = index;
        this.filter = filter;
        this.order = order;
    }

    Optional<AccessPath> path() {
        if (index.multikey() || (index.partial() && !demandsPresence()) || order.naturalReverse()) {
            return Optional.empty();
        }
        pinLeadingFields();
        Optional<FieldBounds> range = next().filter(FieldBounds::isRange);
        List<Order.Term> open = order.without(constant);
        boolean sorted = follows(open);
        int merit = POINT * pinned
                + (range.isPresent() ? RANGE : 0)
                + (sorted && !open.isEmpty() ? SORTED : 0)
                + (pinned >= index.uniqueAfter() ? ONE_DOCUMENT : 0);
        boolean reverse = sorted && !open.isEmpty() && open.getFirst().descending();
        List<AccessPath.Segment> segments = segments(range);
        return merit == 0
                ? Optional.empty()
                : Optional.of(new AccessPath(reverse ? segments.reversed() : segments, reverse, sorted, false, merit));
    }

    private void pinLeadingFields() {
        Optional<FieldBounds> bounds = next();
        while (bounds.isPresent() && bounds.get().points() != null) {
            List<byte[]> points = bounds.get().points();
            if ((long) prefixes.size() * points.size() > MAX_PREFIXES) {
                return;
            }
            prefixes = combine(prefixes, points);
            if (points.size() == 1) {
                constant.add(index.fields().get(pinned));
            }
            pinned++;
            bounds = next();
        }
    }

    private Optional<FieldBounds> next() {
        return pinned < index.fields().size() ? filter.field(index.fields().get(pinned)) : Optional.empty();
    }

    private List<AccessPath.Segment> segments(Optional<FieldBounds> range) {
        return prefixes.stream()
                .map(prefix -> range.map(bounds -> new AccessPath.Segment(
                                index, concat(prefix, bounds.low()), concat(prefix, bounds.high())))
                        .orElseGet(() -> new AccessPath.Segment(index, prefix, FieldBounds.after(prefix))))
                .toList();
    }

    /** The remaining fields of the key, in their order and all in one direction, are the order asked for. */
    private boolean follows(List<Order.Term> open) {
        List<String> varying = index.fields().stream()
                .filter(field -> !constant.contains(field))
                .toList();
        if (open.size() > varying.size()) {
            return false;
        }
        for (int i = 0; i < open.size(); i++) {
            if (!open.get(i).field().equals(varying.get(i))
                    || open.get(i).descending() != open.getFirst().descending()) {
                return false;
            }
        }
        return true;
    }

    private boolean demandsPresence() {
        return index.fields().stream()
                // every document has an identifier: to ask for one says nothing about the other fields
                .filter(field -> !field.equals(Constants.ID_FIELD))
                .flatMap(field -> filter.field(field).stream())
                .anyMatch(bounds -> bounds.isRange() || (bounds.points() != null && !bounds.allowsNull()));
    }

    private static List<byte[]> combine(List<byte[]> prefixes, List<byte[]> points) {
        List<byte[]> combined = new ArrayList<>(prefixes.size() * points.size());
        for (byte[] prefix : prefixes) {
            for (byte[] point : points) {
                combined.add(concat(prefix, point));
            }
        }
        return combined;
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
