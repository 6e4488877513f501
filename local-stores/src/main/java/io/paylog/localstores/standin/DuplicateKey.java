package io.paylog.localstores.standin;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;

/** Error 11000, with the key it is about. */
final class DuplicateKey extends MongoServerError {

    private final transient Document pattern;
    private final transient Document value;

    DuplicateKey(Index<?> index, Document document, MongoCollection<?> collection) {
        this(index.getName(), collection.getFullName(), pattern(index), value(index, document));
    }

    private DuplicateKey(String index, String collection, Document pattern, Document value) {
        super(
                ErrorCode.DuplicateKey,
                "E11000 duplicate key error collection: " + collection + " index: " + index + " dup key: "
                        + value.toString(true, "{ ", " }"));
        this.pattern = pattern;
        this.value = value;
    }

    Document pattern() {
        return pattern;
    }

    Document value() {
        return value;
    }

    private static Document pattern(Index<?> index) {
        Document pattern = new Document();
        for (IndexKey key : index.getKeys()) {
            pattern.put(key.getKey(), key.isAscending() ? 1 : -1);
        }
        return pattern;
    }

    private static Document value(Index<?> index, Document document) {
        Document value = new Document();
        for (IndexKey key : index.getKeys()) {
            Object found = Utils.getSubdocumentValue(document, key.getKey());
            value.put(key.getKey(), found instanceof Missing ? null : found);
        }
        return value;
    }
}
