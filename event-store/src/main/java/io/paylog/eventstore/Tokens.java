package io.paylog.eventstore;

import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.jspecify.annotations.Nullable;

/** Positions as Axon's tokens: the token of an event carries its position, that of "nothing read yet" carries 0. */
final class Tokens {

    private Tokens() {}

    static TrackingToken of(long position) {
        return new GlobalSequenceTrackingToken(position);
    }

    /** The position to read after; of a replay or a merge the one that is further back. */
    static long positionOf(@Nullable TrackingToken token) {
        TrackingToken innermost = token;
        while (innermost instanceof WrappedToken) {
            innermost = WrappedToken.unwrapLowerBound(innermost);
        }
        return switch (innermost) {
            case null -> 0;
            case GlobalSequenceTrackingToken global when global.getGlobalIndex() >= 0 -> global.getGlobalIndex();
            default -> throw new IllegalArgumentException("Not a token of this event log: " + innermost);
        };
    }
}
