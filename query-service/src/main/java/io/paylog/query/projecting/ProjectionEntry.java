package io.paylog.query.projecting;

import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * What is kept about a projection beside its documents.
 *
 * @param instance differs from that of an earlier entry of the same name whose documents have been dropped
 * @param version of the code that made the documents
 * @param epoch of the log that the documents were made from
 * @param generation counts the collections that the projection has had, from 1
 * @param collection holds the documents
 * @param replayUntil head of the log when the collection was begun; what lies up to there is history
 * @param complete whether the documents have ever held all that was in the log; absent: not yet, as far as is known
 */
public record ProjectionEntry(
        @BsonId String name,
        String instance,
        int version,
        String epoch,
        int generation,
        String collection,
        long replayUntil,
        @Nullable Boolean complete) {

    /** Identifies the documents: others that bear the same name, or will, or did, have another text here. Has no colon. */
    public String documents() {
        return "v" + version + "." + epoch + ".g" + generation + "." + instance;
    }

    /** Whether the view may be behind without denying what its callers have seen: an older state of it was all there was. */
    public boolean isComplete() {
        return Boolean.TRUE.equals(complete);
    }

    /** Names the progress of these documents; that of the first collection bears the name of the projection. */
    String processor() {
        return collection.equals(collection(name, 1)) ? name : collection;
    }

    static String collection(String name, int generation) {
        return name + "_g" + generation;
    }
}
