package io.paylog.query.projecting;

import com.mongodb.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.paylog.query.sharing.Membership;
import java.lang.management.ManagementFactory;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.extensions.mongo.DefaultMongoTemplate;
import org.axonframework.extensions.mongo.eventsourcing.tokenstore.MongoTokenStore;
import org.axonframework.serialization.Serializer;

/** What all projections of a node share. */
public final class ProjectionEnvironment {

    private static final String TOKENS = "tokens";

    private final Log log;
    private final MongoDatabase views;
    private final ProjectionSettings settings;
    private final StoredPositions storedPositions;
    private final MongoTokenStore tokens;
    private final MeterRegistry meters;

    // Host and process identifier alone are the same for every container that is started anew.
    private final String node = ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID();

    /** As the other constructor, without meters. */
    public ProjectionEnvironment(Log log, MongoDatabase views, Serializer serializer, ProjectionSettings settings) {
        this(log, views, serializer, settings, new CompositeMeterRegistry());
    }

    /** @param views acknowledges writes by a majority: what has been answered from a view must survive a fail-over */
    public ProjectionEnvironment(
            Log log, MongoDatabase views, Serializer serializer, ProjectionSettings settings, MeterRegistry meters) {
        this.meters = meters;
        this.log = log;
        this.views = views;
        this.settings = settings;
        this.storedPositions = new StoredPositions(views.getCollection(TOKENS), serializer);
        this.tokens = tokens(serializer);
    }

    private MongoTokenStore tokens(Serializer serializer) {
        return MongoTokenStore.builder()
                .mongoTemplate(DefaultMongoTemplate.builder()
                        .mongoDatabase(views)
                        .trackingTokensCollectionName(TOKENS)
                        .build())
                .serializer(serializer)
                .claimTimeout(settings.claimTimeout())
                .nodeId(node)
                .build();
    }

    /** Names this process among all that ever were. */
    String node() {
        return node;
    }

    MeterRegistry meters() {
        return meters;
    }

    Log log() {
        return log;
    }

    MongoDatabase views() {
        return views;
    }

    ProjectionSettings settings() {
        return settings;
    }

    StoredPositions storedPositions() {
        return storedPositions;
    }

    /** This node among those that work on the projection. */
    Membership membership(String projection) {
        return new Membership(views, projection, node, settings.looksBeforeGone());
    }

    SharedPositions sharedPositions(String projection) {
        return new SharedPositions(projection, storedPositions, membership(projection));
    }

    TokenStore tokenStore(Failures failures) {
        return tokenStore(failures, position -> {});
    }

    /**
     * @param failures hears of progress that cannot be stored
     * @param onClaim hears of the positions from which segments go on here
     */
    TokenStore tokenStore(Failures failures, LongConsumer onClaim) {
        return new SegmentTokenStore(tokens, storedPositions, node, failures, onClaim);
    }

    /** Makes the segments of the projection that are not there yet. */
    void makeSegments(String projection, Failures failures) {
        tokenStore(failures)
                .initializeTokenSegments(
                        projection, settings.segments(), log.messages().createTailToken());
    }
}
