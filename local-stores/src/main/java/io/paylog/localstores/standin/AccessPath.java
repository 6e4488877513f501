package io.paylog.localstores.standin;

import java.util.List;

/**
 * How the documents that may match are reached.
 *
 * @param segments walked one after the other
 * @param reverse from the greatest key to the smallest
 * @param sorted whether they come in the order that was asked for
 * @param repeats whether a document may come more than once
 * @param merit how much of the filter the keys answer; 0: everything is read
 */
record AccessPath(List<Segment> segments, boolean reverse, boolean sorted, boolean repeats, int merit) {

    /** A part of an index, both ends included. Never compared, so that arrays do. */
    @SuppressWarnings("ArrayRecordComponent")
    record Segment(OrderedIndex index, byte[] low, byte[] high) {}
}
