package io.paylog.query.projecting;

import io.paylog.query.sharing.Membership;
import io.paylog.query.sharing.Place;
import io.paylog.query.sharing.Progress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import org.axonframework.common.AxonThreadFactory;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a projection running on this node: at its share of the segments, and after an outage. A processor that has met
 * failures for long waits up to a minute before it tries again; when the stores answer again, it is begun anew. So is one
 * whose segments all went to other nodes: it has nothing left on which it could find out that it would get on.
 */
final class Supervisor {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    /** Callers who wait for other nodes' segments look about as often. */
    private static final int TELL_MILLIS = 50;

    private final String projection;
    private final String documents;
    private final AtomicBoolean toTell = new AtomicBoolean();
    private final ProjectionEnvironment environment;
    private final Runs runs;
    private final Failures failures;
    private final Membership membership;
    private final ScheduledExecutorService heart;
    private volatile ProjectionRun run;
    private volatile int share;
    private volatile boolean stopped;
    private volatile int nodes = 1;

    /** The former run has been given up and no other goes on in its place yet. */
    private volatile boolean restartOwed;

    private final Pauses pauses = new Pauses(System::nanoTime);
    private boolean outage;
    private List<Progress> told = List.of();
    private Set<Integer> workedOn = Set.of();

    /** Makes runs of the projection. */
    interface Runs {

        /**
         * @param share how many segments this node may work on at the moment, at least 1 until it has been started
         * @param onProgress to be called when a segment may have moved on
         */
        ProjectionRun create(IntSupplier share, Runnable onProgress);
    }

    /** @param documents that are made, as progress is told of them */
    Supervisor(String projection, String documents, ProjectionEnvironment environment, Runs runs, Failures failures) {
        this.projection = projection;
        this.documents = documents;
        this.environment = environment;
        this.runs = runs;
        this.failures = failures;
        this.membership = environment.membership(projection);
        this.heart = new ScheduledThreadPoolExecutor(
                1, new AxonThreadFactory("projection-" + projection), new ThreadPoolExecutor.DiscardPolicy());
        this.share = environment.settings().maxClaimedSegments();
        this.run = runs.create(() -> share, this::progressed);
    }

    void start() {
        try {
            look();
            run.start();
        } catch (RuntimeException failure) {
            stop();
            throw failure;
        }
        scheduleBeat();
    }

    /** Spread, so that nodes which met an outage together do not all come back in the same moment. */
    private void scheduleBeat() {
        long mean = environment.settings().heartbeatInterval().toMillis();
        long millis = ThreadLocalRandom.current().nextLong(mean / 2, mean + mean / 2 + 1);
        Future<?> _ = heart.schedule(this::beat, millis, TimeUnit.MILLISECONDS);
    }

    private void beat() {
        try {
            List<SegmentStatus> segments = look();
            if (outage || pauses.over(isSidelined(segments))) {
                environment.log().head();
                recover();
                outage = false;
            }
            tellSegments(segments.size());
            // Later than the recovery, which goes by them.
            forgetWhatOthersHavePassed(segments);
        } catch (RuntimeException failure) {
            outage = true;
            LOG.debug("The stores do not answer", failure);
        } finally {
            scheduleBeat();
        }
    }

    private List<SegmentStatus> look() {
        List<SegmentStatus> segments = environment.storedPositions().segments(projection);
        Place place = membership.beat(!failing());
        share = Math.min(place.shareOf(segments.size()), environment.settings().maxClaimedSegments());
        nodes = place.nodes();
        return segments;
    }

    private void tellSegments(int all) {
        Set<Integer> now = Set.copyOf(run.segments().keySet());
        if (!now.equals(workedOn)) {
            LOG.info("This node works on {} of {} segments of projection {}", now.size(), all, projection);
            workedOn = now;
        }
    }

    /** The processor calls itself failing until it has read events again, which it does not without a segment. */
    private boolean isSidelined(List<SegmentStatus> segments) {
        return run.failing()
                && run.segments().isEmpty()
                && segments.stream().allMatch(segment -> segment.isHeldByOther(environment.node()));
    }

    private void forgetWhatOthersHavePassed(List<SegmentStatus> segments) {
        segments.stream()
                .filter(segment -> segment.isHeldByOther(environment.node()))
                .forEach(segment -> failures.passed(segment.segment(), segment.position()));
    }

    /** On the threads that do the work. */
    private void progressed() {
        if (nodes > 1 && toTell.compareAndSet(false, true)) {
            Future<?> _ = heart.schedule(this::tell, TELL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void tell() {
        toTell.set(false);
        List<Progress> now = run.progress(documents);
        try {
            if (!now.equals(told) && membership.tell(now)) {
                told = now;
            }
        } catch (RuntimeException failure) {
            LOG.debug("Progress could not be told; it is told with the next, or by stored tokens", failure);
        }
    }

    private synchronized void recover() {
        if (failing() && !stopped) {
            LOG.info("The stores answer; projection {} is begun anew", projection);
            restartOwed = true;
            run.stop();
            failures.forget();
            share = Math.max(1, share);
            run = runs.create(() -> share, this::progressed);
            run.start();
            restartOwed = false;
        }
    }

    /** Finishes the batches in hand and gives the segments back. */
    void stop() {
        stopped = true;
        heart.shutdownNow();
        synchronized (this) {
            run.stop();
        }
        try {
            // A beat that is under way would have this node counted on again.
            awaitHeart();
            membership.leave();
        } catch (RuntimeException failure) {
            LOG.debug("Other nodes find out by themselves that this one is gone", failure);
        }
    }

    private void awaitHeart() {
        try {
            if (!heart.awaitTermination(environment.settings().stopTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A look at the other nodes of {} hangs; they find out that this one is gone", projection);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    boolean failing() {
        return restartOwed || run.failing() || failures.current().isPresent();
    }

    int nodes() {
        return nodes;
    }

    Map<Integer, EventTrackerStatus> segments() {
        return run.segments();
    }
}
