package io.paylog.query.projecting;

import org.bson.codecs.pojo.annotations.BsonId;

/**
 * What is kept about a projection beside its documents.
 *
 * @param instance differs from that of an earlier entry of the same name whose documents have been dropped
 * @param version of the code that made the documents
 * @param epoch of the log that the documents were made from
 * @param generation counts the collections that the projection has had, from 1
 * @param collection holds the documents
 * @param replayUntil head of the log when the collection was begun; what lies up to there is history
 */
public record ProjectionEntry(
        @BsonId String name,
        String instance,
        int version,
        String epoch,
        int generation,
        String collection,
        long replayUntil) {

    /** Identifies the documents: others that bear the same name, or will, or did, have another text here. Has no colon. */
    public String documents() {
        return "v" + version + "." + epoch + ".g" + generation + "." + instance;
    }

    /** Names the progress of these documents; the first generation bears the name of the projection. */
    String processor() {
        return generation == 1 ? name : collection;
    }
}
