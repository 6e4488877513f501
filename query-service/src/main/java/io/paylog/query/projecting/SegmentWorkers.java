package io.paylog.query.projecting;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.axonframework.common.AxonThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * The threads that work on segments. Axon tells nobody when a segment has moved on, least of all past events of other
 * segments; but each move is the end of a task here.
 */
final class SegmentWorkers extends ScheduledThreadPoolExecutor {

    private final Runnable afterEachTask;

    SegmentWorkers(String projection, int threads, Runnable afterEachTask) {
        super(threads, new AxonThreadFactory("projection-" + projection));
        this.afterEachTask = afterEachTask;
    }

    @Override
    protected void afterExecute(Runnable task, @Nullable Throwable failure) {
        super.afterExecute(task, failure);
        afterEachTask.run();
    }
}
