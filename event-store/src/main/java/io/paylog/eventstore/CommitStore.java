package io.paylog.eventstore;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The commits of a log, as a majority has them. What is read is a prefix of the log; after an election it may be a shorter
 * one for a moment. Every read throws an {@link EventLogException} if it gets no answer.
 */
interface CommitStore extends AppendStore {

    /** The position of the last event, from a primary that has just proved to be one. */
    long linearizableHeadPosition();

    /** Commits that begin at the position or later, in order. */
    List<LoggedCommit> from(long position, ReadBounds bounds);

    /**
     * The same for one who reads on and on. Nothing is asked before the first read.
     *
     * @param bounds of each read
     */
    default CommitCursor openFrom(long position, ReadBounds bounds) {
        return new AskingCursor(this, position, bounds);
    }

    /** Where the last commit begins that begins at the position or before. */
    OptionalLong lastStartUpTo(long position);

    /** Where the first commit begins up to which an event of that time or later happened. */
    OptionalLong firstWithLatestFrom(long epochMillis);

    /** Commits of an aggregate that begin at the sequence or later, in order. */
    List<LoggedCommit> ofAggregateFrom(String aggregateId, long sequence, ReadBounds bounds);

    /** The last commit of an aggregate that begins before the sequence. */
    Optional<LoggedCommit> ofAggregateBefore(String aggregateId, long sequence);

    /** Where an aggregate ends. */
    Optional<AggregateEnd> endOf(String aggregateId);

    /** Where an aggregate ends, and whether the commit at that position was taken into account. */
    ShownEnd endShownWith(long commitPosition, String aggregateId);

    /** @param isCurrent whether the commit that was to be taken into account was */
    record ShownEnd(Optional<AggregateEnd> end, boolean isCurrent) {}
}
