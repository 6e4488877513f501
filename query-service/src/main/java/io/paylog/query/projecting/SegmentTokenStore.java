package io.paylog.query.projecting;

import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventhandling.tokenstore.UnableToInitializeTokenException;
import org.jspecify.annotations.Nullable;

/**
 * axon-mongo's token store without two of its traps: a token that is stored twice within a millisecond looks like a lost
 * claim there, and several nodes that make the segments at once fail on a raw duplicate key.
 */
final class SegmentTokenStore implements TokenStore {

    private static final int MAX_ATTEMPTS = 10;

    private final TokenStore delegate;
    private final StoredPositions stored;
    private final String owner;
    private final Failures failures;
    private final LongConsumer onClaim;

    /**
     * @param owner the node identifier that the delegate claims with
     * @param failures hears of progress that cannot be stored
     * @param onClaim hears of the positions from which segments go on here
     */
    SegmentTokenStore(
            TokenStore delegate, StoredPositions stored, String owner, Failures failures, LongConsumer onClaim) {
        this.onClaim = onClaim;
        this.failures = failures;
        this.delegate = delegate;
        this.stored = stored;
        this.owner = owner;
    }

    @Override
    public void initializeTokenSegments(String processor, int segmentCount) {
        initializeTokenSegments(processor, segmentCount, null);
    }

    /**
     * One after the other from 0, each of which may exist already. The segments that exist at any moment then cover the
     * whole log, whoever made them and wherever one stopped.
     */
    @Override
    public void initializeTokenSegments(String processor, int segmentCount, @Nullable TrackingToken initialToken) {
        for (int segment = 0; segment < segmentCount; segment++) {
            initializeUnlessPresent(initialToken, processor, segment);
        }
        awaitSegments(processor, segmentCount);
    }

    /** The delegate swallows failures other than duplicates; and what another node makes is seen when a majority has it. */
    private void awaitSegments(String processor, int segmentCount) {
        for (int attempt = 1; delegate.fetchSegments(processor).length < segmentCount; attempt++) {
            if (attempt > MAX_ATTEMPTS) {
                throw new UnableToInitializeTokenException("not all segments of " + processor + " could be made");
            }
            Backoff.pause(attempt);
        }
    }

    private void initializeUnlessPresent(@Nullable TrackingToken token, String processor, int segment) {
        try {
            delegate.initializeSegment(token, processor, segment);
        } catch (UnableToInitializeTokenException present) {
            // Another node made it.
            return;
        }
    }

    @Override
    public void storeToken(@Nullable TrackingToken token, String processor, int segment) {
        try {
            storeUnlessLost(token, processor, segment);
            failures.stored(segment);
        } catch (UnableToClaimTokenException lost) {
            // Another node goes on with it: no problem of this one.
            failures.stored(segment);
            throw lost;
        } catch (RuntimeException failure) {
            failures.notStored(segment, StoredPositions.positionOf(token), failure);
            throw failure;
        }
    }

    private void storeUnlessLost(@Nullable TrackingToken token, String processor, int segment) {
        try {
            delegate.storeToken(token, processor, segment);
        } catch (UnableToClaimTokenException lost) {
            if (!stored.holds(owner, processor, segment, token)) {
                throw lost;
            }
        }
    }

    @Override
    public TrackingToken fetchToken(String processor, int segment) {
        TrackingToken token = delegate.fetchToken(processor, segment);
        onClaim.accept(StoredPositions.positionOf(token));
        return token;
    }

    @Override
    public void extendClaim(String processor, int segment) {
        delegate.extendClaim(processor, segment);
    }

    @Override
    public void releaseClaim(String processor, int segment) {
        delegate.releaseClaim(processor, segment);
    }

    @Override
    public void initializeSegment(@Nullable TrackingToken token, String processor, int segment) {
        delegate.initializeSegment(token, processor, segment);
    }

    @Override
    public void deleteToken(String processor, int segment) {
        delegate.deleteToken(processor, segment);
    }

    @Override
    public boolean requiresExplicitSegmentInitialization() {
        return delegate.requiresExplicitSegmentInitialization();
    }

    @Override
    public int[] fetchSegments(String processor) {
        return delegate.fetchSegments(processor);
    }

    @Override
    public List<Segment> fetchAvailableSegments(String processor) {
        return failures.watch("claiming of segments", () -> delegate.fetchAvailableSegments(processor));
    }

    @Override
    public Optional<String> retrieveStorageIdentifier() {
        return delegate.retrieveStorageIdentifier();
    }
}
