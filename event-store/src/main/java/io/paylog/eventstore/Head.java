package io.paylog.eventstore;

/**
 * The end of a majority-committed prefix of the log.
 *
 * @param commitPosition position of the last commit, 0 when there is none
 * @param lastPosition position of the last event, 0 when there is none
 * @param latestMillis the greatest time stamp up to here, in epoch milliseconds
 */
record Head(long commitPosition, long lastPosition, long latestMillis) {

    static final Head OF_EMPTY_LOG = new Head(0, 0, Long.MIN_VALUE);
}
