package io.paylog.command.gateway;

import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;

/**
 * Has the listing taken up again. Axon lets a segment whose events could not be handled rest for a pause of its own, beside
 * the processor's: doubled with each failure, up to a minute. To claim the segment ends that pause; one that is worked on,
 * here or elsewhere, stays where it is.
 */
final class ClaimSoon implements Runnable {

    /** The listing has one segment. */
    private static final int SEGMENT = 0;

    private final EventProcessingConfiguration processors;

    ClaimSoon(EventProcessingConfiguration processors) {
        this.processors = processors;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what fails is claimed again with the next run
    public void run() {
        processors
                .eventProcessor(ListGatewayWork.PROCESSOR, PooledStreamingEventProcessor.class)
                .filter(PooledStreamingEventProcessor::isRunning)
                .ifPresent(processor -> processor.claimSegment(SEGMENT));
    }
}
