package io.paylog.query.operations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paylog.query.consistency.FreshnessHeaders;
import io.paylog.query.projecting.ProjectionRuntime;
import io.paylog.query.projecting.ProjectionStatus;
import io.paylog.query.projecting.SegmentStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class ProjectionsEndpoint {

    private final List<ProjectionRuntime<?, ?>> projections;
    private final ProjectionLags lags;

    ProjectionsEndpoint(List<ProjectionRuntime<?, ?>> projections, ProjectionLags lags) {
        this.projections = projections;
        this.lags = lags;
    }

    record Body(List<Item> data) {}

    /**
     * @param position every event up to it is in the view
     * @param head position of the last event of the log
     * @param segments parts of the projection, and the nodes that work on them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Item(
            String name,
            int version,
            int generation,
            ProjectionStatus.State state,
            long position,
            long head,
            Lag lag,
            List<SegmentStatus> segments,
            @Nullable String problem) {}

    /**
     * @param events how many events of the log are not in the view; absent if the view is ahead of the log
     * @param seconds age of the oldest of them; absent if it is not known
     * @param mode whether they are new, or history that is worked through
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Lag(@Nullable Long events, @Nullable Double seconds, Mode mode) {}

    enum Mode {
        LIVE,
        REPLAYING
    }

    @GetMapping("/api/v1/projections")
    ResponseEntity<Body> projections() {
        List<Item> items = projections.stream()
                .map(projection -> item(projection.status(), projection.segments()))
                .toList();
        long position = items.stream().mapToLong(Item::position).min().orElse(0);
        return ResponseEntity.ok()
                .header(FreshnessHeaders.POSITION, Long.toString(position))
                .body(new Body(items));
    }

    private Item item(ProjectionStatus status, List<SegmentStatus> segments) {
        ProjectionLag lag = lags.behind(status.position());
        return new Item(
                status.name(),
                status.version(),
                status.generation(),
                status.state(),
                status.position(),
                lag.head(),
                new Lag(lag.events(), lag.seconds(), status.replaying() ? Mode.REPLAYING : Mode.LIVE),
                segments,
                lag.viewIsAhead() ? ahead(status, lag) : status.problem());
    }

    private static String ahead(ProjectionStatus status, ProjectionLag lag) {
        return "the view is at position " + status.position() + ", ahead of the log, which ends at " + lag.head()
                + "; events have been lost from the log, or it is another log";
    }
}
