package io.paylog.query.projecting;

import io.paylog.query.sharing.Progress;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import org.axonframework.common.AxonThreadFactory;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.unitofwork.RollbackConfigurationType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A projection's processor and its threads, from start to stop. */
final class ProjectionRun {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionRun.class);

    private final PooledStreamingEventProcessor processor;
    private final ScheduledExecutorService coordinator;
    private final ScheduledExecutorService workers;
    private final ProjectionSettings settings;

    /** One that could not be started never says that it has stopped. */
    private volatile boolean started;

    /**
     * @param onClaim hears of the positions from which segments go on here
     * @param share how many segments this node works on at most, asked again and again; what is too much is given back
     */
    ProjectionRun(
            String name,
            ProjectionEnvironment environment,
            EventHandlerInvoker invoker,
            Failures failures,
            Runnable onProgress,
            LongConsumer onClaim,
            IntSupplier share) {
        settings = environment.settings();
        coordinator = Executors.newSingleThreadScheduledExecutor(new AxonThreadFactory("projection-" + name));
        workers = new SegmentWorkers(name, settings.workers(), onProgress);
        processor = PooledStreamingEventProcessor.builder()
                .name(name)
                .eventHandlerInvoker(invoker)
                .messageSource(new WatchedMessages(environment.log().messages(), failures))
                .tokenStore(environment.tokenStore(failures, onClaim))
                // Each write is complete in itself; the order of writes does what a transaction would.
                .transactionManager(NoTransactionManager.instance())
                .rollbackConfiguration(RollbackConfigurationType.ANY_THROWABLE)
                .errorHandler(PropagatingErrorHandler.instance())
                // Axon's default is a replay token, which marks all history as replayed.
                .initialToken(StreamableMessageSource::createTailToken)
                .initialSegmentCount(settings.segments())
                .maxSegmentProvider(processor -> share.getAsInt())
                .batchSize(settings.batchSize())
                .tokenClaimInterval(settings.claimInterval().toMillis())
                .claimExtensionThreshold(settings.claimExtension().toMillis())
                .enableCoordinatorClaimExtension()
                .coordinatorExecutor(coordinator)
                .workerExecutor(workers)
                .build();
    }

    void start() {
        processor.start();
        started = true;
    }

    /** Finishes the batches in hand and gives the segments back. */
    void stop() {
        try {
            if (started) {
                finish();
            }
        } finally {
            workers.shutdownNow();
            coordinator.shutdownNow();
        }
    }

    private void finish() {
        try {
            processor.shutdownAsync().get(settings.stopTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException failure) {
            LOG.warn(
                    "Projection {} did not stop within {}; its batches will be repeated, which is harmless",
                    processor.getName(),
                    settings.stopTimeout(),
                    failure);
        }
    }

    boolean failing() {
        return processor.isError();
    }

    Map<Integer, EventTrackerStatus> segments() {
        return processor.processingStatus();
    }

    /** @param documents that are made */
    List<Progress> progress(String documents) {
        return Map.copyOf(segments()).entrySet().stream()
                .map(segment -> new Progress(
                        documents,
                        segment.getKey(),
                        segment.getValue().getSegment().getMask(),
                        StoredPositions.positionOf(segment.getValue().getTrackingToken())))
                .sorted(Comparator.comparingInt(Progress::part))
                .toList();
    }
}
