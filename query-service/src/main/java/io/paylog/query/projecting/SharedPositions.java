package io.paylog.query.projecting;

import io.paylog.query.sharing.Membership;
import io.paylog.query.sharing.Progress;
import java.util.HashMap;
import java.util.Map;
import org.axonframework.eventhandling.Segment;

/**
 * How far the segments of a projection are by all that nodes have told: the stored tokens, which are stored now and then
 * only while a segment is idle, and what nodes publish in between.
 */
final class SharedPositions {

    private final String projection;
    private final StoredPositions stored;
    private final Membership nodes;

    SharedPositions(String projection, StoredPositions stored, Membership nodes) {
        this.projection = projection;
        this.stored = stored;
        this.nodes = nodes;
    }

    /** @param documents that the positions are of; what was told of others does not count */
    Map<Integer, Long> of(String documents) {
        Map<Integer, Long> positions = new HashMap<>(stored.of(projection));
        int[] segments = positions.keySet().stream().mapToInt(Integer::intValue).toArray();
        for (Progress told : nodes.told()) {
            if (told.subject().equals(documents) && isWhole(told, segments)) {
                positions.computeIfPresent(told.part(), (segment, position) -> Math.max(position, told.position()));
            }
        }
        return positions;
    }

    /** A segment that has been merged is as far as the half that is behind; what was told of the other half is not it. */
    private static boolean isWhole(Progress told, int[] segments) {
        return Segment.computeSegment(told.part(), segments).getMask() == told.mask();
    }
}
