package io.paylog.command.aggregates;

import java.util.Optional;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;

/**
 * What a command is decided on. An aggregate may be older than the log, in the cache always and as it was read after an
 * election: an append reveals that, a decision that appends nothing does not, so whoever sends the command has to confirm
 * it. Put an instance into the command's metadata under {@link #METADATA_KEY}; without one, no cached aggregate is used.
 */
public final class DecisionBasis {

    public static final String METADATA_KEY = "paylog.decision-basis";

    /** Of an aggregate without events. */
    public static final long NO_SEQUENCE = -1;

    private final boolean cacheAllowed;
    private volatile boolean cached;
    private volatile long sequence = NO_SEQUENCE;

    private DecisionBasis(boolean cacheAllowed) {
        this.cacheAllowed = cacheAllowed;
    }

    /** A cached aggregate if there is one. */
    public static DecisionBasis cachedOrRead() {
        return new DecisionBasis(true);
    }

    /** The aggregate as it is in the log, whatever is cached. */
    public static DecisionBasis read() {
        return new DecisionBasis(false);
    }

    /** Of the command that this thread handles. */
    static Optional<DecisionBasis> ofCurrentCommand() {
        return CurrentUnitOfWork.map(unitOfWork ->
                        unitOfWork.root().getMessage().getMetaData().get(METADATA_KEY))
                .filter(DecisionBasis.class::isInstance)
                .map(DecisionBasis.class::cast);
    }

    boolean isCacheAllowed() {
        return cacheAllowed;
    }

    void decideOnCached(long lastSequence) {
        cached = true;
        sequence = lastSequence;
    }

    void decideOnRead(long lastSequence) {
        sequence = lastSequence;
    }

    /** Whether the log has not been asked yet. */
    public boolean isCached() {
        return cached;
    }

    /** Of the aggregate's last event, as far as the decision took events into account; {@link #NO_SEQUENCE}: none. */
    public long sequence() {
        return sequence;
    }
}
