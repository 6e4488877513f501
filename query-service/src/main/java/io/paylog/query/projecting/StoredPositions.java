package io.paylog.query.projecting;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/** Reads how far segments are by their stored tokens, without claiming them as the token store's own reads do. */
final class StoredPositions {

    private final MongoCollection<Document> tokens;
    private final Serializer serializer;

    /** @param tokens the collection of axon-mongo's token store, with tokens as bytes, its default */
    StoredPositions(MongoCollection<Document> tokens, Serializer serializer) {
        this.tokens = tokens;
        this.serializer = serializer;
    }

    /** Position by segment, 0 for one that has not begun; empty before the segments have been made. */
    Map<Integer, Long> of(String processor) {
        return segments(processor).stream().collect(Collectors.toMap(SegmentStatus::segment, SegmentStatus::position));
    }

    /** In the order of their numbers. */
    List<SegmentStatus> segments(String processor) {
        List<SegmentStatus> segments = new ArrayList<>();
        for (Document entry :
                tokens.find(Filters.eq("processorName", processor)).sort(Sorts.ascending("segment"))) {
            segments.add(new SegmentStatus(
                    entry.getInteger("segment"), positionOf(tokenOf(entry)), entry.getString("owner")));
        }
        return segments;
    }

    /** Whether the segment's entry is held by the owner and has the token. */
    boolean holds(String owner, String processor, int segment, @Nullable TrackingToken token) {
        Document entry = tokens.find(
                        Filters.and(Filters.eq("processorName", processor), Filters.eq("segment", segment)))
                .first();
        return entry != null && owner.equals(entry.getString("owner")) && Objects.equals(token, tokenOf(entry));
    }

    static long positionOf(@Nullable TrackingToken token) {
        return token == null
                ? 0
                : WrappedToken.unwrapLowerBound(token).position().orElse(0);
    }

    private @Nullable TrackingToken tokenOf(Document entry) {
        Binary data = entry.get("token", Binary.class);
        return data == null
                ? null
                : serializer.deserialize(
                        new SimpleSerializedObject<>(data.getData(), byte[].class, entry.getString("tokenType"), null));
    }
}
