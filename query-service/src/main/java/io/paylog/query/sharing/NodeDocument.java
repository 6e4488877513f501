package io.paylog.query.sharing;

import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * What a node tells of itself.
 *
 * @param work that it shares in
 * @param seniority greater than that of those that were there when it came
 * @param able whether it gets on with the work; one that does not is not counted on
 * @param beat changes as long as it lives
 * @param progress how far it is with its parts; absent until it has told
 */
public record NodeDocument(
        @BsonId String id,
        String work,
        String node,
        long seniority,
        boolean able,
        long beat,
        @Nullable List<Progress> progress) {}
