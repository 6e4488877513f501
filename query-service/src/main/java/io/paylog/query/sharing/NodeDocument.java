package io.paylog.query.sharing;

import org.bson.codecs.pojo.annotations.BsonId;

/**
 * What a node tells of itself.
 *
 * @param work that it shares in
 * @param seniority greater than that of those that were there when it came
 * @param able whether it gets on with the work; one that does not is not counted on
 * @param beat changes as long as it lives
 */
public record NodeDocument(@BsonId String id, String work, String node, long seniority, boolean able, long beat) {}
