package io.paylog.query.projecting;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The metadata of all projections, in the collection {@code projections}. */
final class ProjectionCatalog {

    /** Nodes that start together take turns once each; they do not keep doing it. */
    private static final int MAX_ATTEMPTS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionCatalog.class);

    private final MongoCollection<ProjectionEntry> entries;

    ProjectionCatalog(MongoDatabase views) {
        this.entries = views.getCollection("projections", ProjectionEntry.class);
    }

    /**
     * The entry of the projection, made if there is none, after its segments: an entry tells every node that all of them
     * are there. A node that saw a part of them would take the part for the whole, and the first segment for all the log.
     *
     * <p>Documents that an older version of the code made are left as they are, and a new generation is begun from the start
     * of the log. Nodes that still run the older version go on with the older documents until they are replaced.
     *
     * @param segments makes the segments of an entry that are not there yet; several nodes may do it at once
     * @throws ProjectionRefusedException if the documents were made from another log or by newer code
     */
    ProjectionEntry adopt(Projection<?, ?> projection, Log log, Consumer<ProjectionEntry> segments) {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
            Optional<ProjectionEntry> found = find(projection.name());
            found.ifPresent(entry -> check(entry, projection, log));
            if (found.filter(entry -> entry.version() == projection.version()).isPresent()) {
                return found.get();
            }
            ProjectionEntry next = next(projection, log, found);
            segments.accept(next);
            if (found.isEmpty() ? inserted(next) : replaced(found.get(), next)) {
                return next;
            }
            // Another node was faster; what it wrote is read when a majority has it.
            Backoff.pause(attempt);
        }
        throw new IllegalStateException("the entry of " + projection.name() + " keeps being changed");
    }

    private static void check(ProjectionEntry entry, Projection<?, ?> projection, Log log) {
        if (!entry.epoch().equals(log.epoch())) {
            throw new ProjectionRefusedException("the view " + projection.name() + " was made from epoch "
                    + entry.epoch() + " of the log, which is now in epoch " + log.epoch()
                    + "; it has to be rebuilt, continuing would miss events");
        }
        if (entry.version() > projection.version()) {
            throw new ProjectionRefusedException("the view " + projection.name() + " was made by version "
                    + entry.version() + " of its code, and this is version " + projection.version()
                    + "; the newer one has to be deployed again, or the view be rolled back by hand");
        }
    }

    private Optional<ProjectionEntry> find(String name) {
        return Optional.ofNullable(entries.find(Filters.eq("_id", name)).first());
    }

    private static ProjectionEntry next(Projection<?, ?> projection, Log log, Optional<ProjectionEntry> before) {
        int generation = before.map(ProjectionEntry::generation).orElse(0) + 1;
        return new ProjectionEntry(
                projection.name(),
                UUID.randomUUID().toString(),
                projection.version(),
                log.epoch(),
                generation,
                ProjectionEntry.collection(projection.name(), generation),
                log.head(),
                null);
    }

    private boolean inserted(ProjectionEntry entry) {
        try {
            entries.insertOne(entry);
            return true;
        } catch (MongoWriteException failure) {
            if (failure.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw failure;
            }
            return false;
        }
    }

    /** Remembers, for processes to come, that the documents have held all that was in the log. */
    void complete(ProjectionEntry entry) {
        if (entries.updateOne(same(entry), Updates.set("complete", true)).getModifiedCount() == 1) {
            LOG.info("The view {} in {} has caught up with the log", entry.name(), entry.collection());
        }
    }

    private static Bson same(ProjectionEntry entry) {
        return Filters.and(Filters.eq("_id", entry.name()), Filters.eq("instance", entry.instance()));
    }

    private boolean replaced(ProjectionEntry before, ProjectionEntry after) {
        boolean replaced = entries.replaceOne(same(before), after).getMatchedCount() == 1;
        if (replaced) {
            LOG.info(
                    "The view {} is built from the log by version {} of its code, in {}; {} of version {} is kept",
                    after.name(),
                    after.version(),
                    after.collection(),
                    before.collection(),
                    before.version());
        }
        return replaced;
    }
}
