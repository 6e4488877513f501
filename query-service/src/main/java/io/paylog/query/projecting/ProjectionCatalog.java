package io.paylog.query.projecting;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.util.Optional;
import java.util.UUID;

/** The metadata of all projections, in the collection {@code projections}. */
final class ProjectionCatalog {

    private final MongoCollection<ProjectionEntry> entries;

    ProjectionCatalog(MongoDatabase views) {
        this.entries = views.getCollection("projections", ProjectionEntry.class);
    }

    /**
     * The entry of the projection, made if there is none, after its segments: an entry tells every node that all of them
     * are there. A node that saw a part of them would take the part for the whole, and the first segment for all the log.
     *
     * @param segments makes the segments that are not there yet; several nodes may do it at once
     * @throws ProjectionRefusedException if the documents were made from another log or by other code
     */
    ProjectionEntry adopt(Projection<?, ?> projection, Log log, Runnable segments) {
        ProjectionEntry entry = find(projection.name()).orElseGet(() -> {
            segments.run();
            return create(projection, log);
        });
        if (!entry.epoch().equals(log.epoch())) {
            throw new ProjectionRefusedException("the view " + projection.name() + " was made from epoch "
                    + entry.epoch() + " of the log, which is now in epoch " + log.epoch()
                    + "; it has to be rebuilt, continuing would miss events");
        }
        if (entry.version() != projection.version()) {
            throw new ProjectionRefusedException("the view " + projection.name() + " was made by version "
                    + entry.version() + " of its code, which is now version " + projection.version()
                    + "; it has to be rebuilt");
        }
        return entry;
    }

    private Optional<ProjectionEntry> find(String name) {
        return Optional.ofNullable(entries.find(Filters.eq("_id", name)).first());
    }

    private ProjectionEntry create(Projection<?, ?> projection, Log log) {
        ProjectionEntry entry = new ProjectionEntry(
                projection.name(),
                UUID.randomUUID().toString(),
                projection.version(),
                log.epoch(),
                1,
                projection.name() + "_g1",
                log.head());
        try {
            entries.insertOne(entry);
            return entry;
        } catch (MongoWriteException failure) {
            if (failure.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw failure;
            }
            return find(projection.name()).orElseThrow(() -> failure);
        }
    }
}
