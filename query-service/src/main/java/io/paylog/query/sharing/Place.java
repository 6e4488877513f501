package io.paylog.query.sharing;

/**
 * The place of a node among those that share some work, the longest there first.
 *
 * @param rank how many are before it, from 0
 * @param nodes how many share, this one included
 */
public record Place(int rank, int nodes) {

    public Place {
        if (rank < 0 || rank >= nodes) {
            throw new IllegalArgumentException("rank must be from 0 to below the number of nodes");
        }
    }

    /**
     * How many of so many equal parts are this node's: no two nodes' shares differ by more than one, and together they are
     * all parts. A newcomer, being last, takes parts from others and has nobody else's share grow; one that leaves has no
     * share shrink. So nothing changes hands but what must.
     */
    public int shareOf(int parts) {
        return Math.ceilDiv(Math.max(0, parts - rank), nodes);
    }
}
