package io.paylog.query.projecting;

import org.jspecify.annotations.Nullable;

/**
 * A part of a projection, as it is stored.
 *
 * @param position every event up to it that concerns the segment is in the view; stored now and then only while idle
 * @param node that works on it, or did until it was no longer heard of; absent if it was given back
 */
public record SegmentStatus(
        int segment, long position, @Nullable String node) {

    boolean isHeldByOther(String thisNode) {
        return node != null && !node.equals(thisNode);
    }
}
