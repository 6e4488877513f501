package io.paylog.query.projecting;

import com.mongodb.client.MongoCollection;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the view of one projection up to date. Each batch of events becomes documents, then the listeners hear of them,
 * then the progress is stored. What fails is repeated from the stored progress, with growing pauses.
 */
public final class ProjectionRuntime<D extends ViewDocument, E> {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionRuntime.class);

    private final Projection<D, E> projection;
    private final ProjectionEnvironment environment;
    private final List<ViewListener<D>> listeners;
    private final ViewPosition position;
    private final Failures failures;
    private final BatchMeters meters;
    private volatile @Nullable ProjectionEntry entry;
    private volatile @Nullable Supervisor run;
    private volatile @Nullable String refusal;

    public ProjectionRuntime(
            Projection<D, E> projection, ProjectionEnvironment environment, List<ViewListener<D>> listeners) {
        this.projection = projection;
        this.environment = environment;
        this.listeners = List.copyOf(listeners);
        this.failures = new Failures(projection.name(), Clock.systemUTC());
        this.meters = new BatchMeters(projection.name(), environment.meters());
        this.position = new ViewPosition(this::live, this::told);
    }

    public String name() {
        return projection.name();
    }

    /** Starts to follow the log, unless the stored view does not belong to it: then it stays refused. */
    public synchronized void start() {
        if (run != null) {
            return;
        }
        try {
            ProjectionEntry adopted = new ProjectionCatalog(environment.views())
                    .adopt(projection, environment.log(), next -> environment.makeSegments(next.processor(), failures));
            follow(adopted);
            refusal = null;
            // Last: whoever sees it may read, along its indexes, and by what the listeners know of it.
            entry = adopted;
        } catch (ProjectionRefusedException refused) {
            refusal = refused.getMessage();
            LOG.error("ALARM: projection {} is refused: {}", name(), refused.getMessage());
        }
    }

    private void follow(ProjectionEntry adopted) {
        MongoCollection<D> collection = collection(adopted);
        projection.indexes().forEach(index -> collection.createIndex(index.keys()));
        ViewWriter<D, E> writer = new ViewWriter<>(projection, collection);
        ProjectionInvoker<E> invoker = new ProjectionInvoker<>(
                projection.eventType(), batch -> meters.observe(batch, () -> flush(writer, batch)), failures);
        long reached = environment.storedPositions().of(adopted.processor()).values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        listeners.forEach(listener -> listener.started(adopted, reached));
        Supervisor started = new Supervisor(
                adopted.processor(),
                adopted.documents(),
                environment,
                (share, onProgress) -> new ProjectionRun(
                        adopted.processor(),
                        environment,
                        invoker,
                        failures,
                        () -> {
                            position.progressed();
                            onProgress.run();
                        },
                        position -> listeners.forEach(listener -> listener.claimed(position)),
                        share),
                failures);
        started.start();
        run = started;
    }

    private void flush(ViewWriter<D, E> writer, List<RecordedEvent<E>> batch) {
        Collection<D> documents = writer.write(batch);
        long upTo = batch.getLast().position();
        listeners.forEach(listener -> listener.written(documents, upTo));
    }

    /** Finishes the batches in hand and gives the segments back. */
    public synchronized void stop() {
        Supervisor running = run;
        if (running != null) {
            run = null;
            running.stop();
        }
    }

    /**
     * The documents that are served.
     *
     * @throws ViewUnavailableException if there are none that belong to the log
     */
    public MongoCollection<D> collection() {
        ProjectionEntry serving = entry;
        if (serving == null || refusal != null) {
            throw new ViewUnavailableException(name(), refusal == null);
        }
        return collection(serving);
    }

    private MongoCollection<D> collection(ProjectionEntry serving) {
        return environment.views().getCollection(serving.collection(), projection.documentType());
    }

    public ViewPosition position() {
        return position;
    }

    /** Remembers that the documents have held all that was in the log; they may be behind from now on. */
    public void complete(ProjectionEntry documents) {
        new ProjectionCatalog(environment.views()).complete(documents);
    }

    /** How often a batch, the log or the storing of progress has failed since the process began. */
    public long failures() {
        return failures.total();
    }

    public ProjectionStatus status() {
        ProjectionEntry serving = entry;
        Supervisor running = run;
        Optional<String> problem = Optional.ofNullable(refusal).or(failures::current);
        long reached = serving == null ? 0 : position.current();
        return new ProjectionStatus(
                name(),
                projection.version(),
                serving == null ? 0 : serving.generation(),
                state(running, problem),
                reached,
                serving != null && reached < serving.replayUntil(),
                problem.orElse(null));
    }

    private ProjectionStatus.State state(@Nullable Supervisor running, Optional<String> problem) {
        if (refusal != null) {
            return ProjectionStatus.State.REFUSED;
        }
        if (running == null) {
            return ProjectionStatus.State.STOPPED;
        }
        return problem.isPresent() || running.failing()
                ? ProjectionStatus.State.FAILING
                : ProjectionStatus.State.RUNNING;
    }

    /** The parts of the projection and who works on them, by what is stored. */
    public List<SegmentStatus> segments() {
        ProjectionEntry serving = entry;
        return serving == null ? List.of() : environment.storedPositions().segments(serving.processor());
    }

    /** How many nodes share the projection, as this one sees it; 0 while it takes no part. */
    public int nodes() {
        Supervisor running = run;
        return running == null ? 0 : running.nodes();
    }

    /** How many parts of the projection this node works on. */
    public int segmentsHere() {
        return live().size();
    }

    private Map<Integer, EventTrackerStatus> live() {
        Supervisor running = run;
        return running == null ? Map.of() : running.segments();
    }

    private Map<Integer, Long> told() {
        ProjectionEntry serving = entry;
        return serving == null
                ? Map.of()
                : environment.sharedPositions(serving.processor()).of(serving.documents());
    }
}
