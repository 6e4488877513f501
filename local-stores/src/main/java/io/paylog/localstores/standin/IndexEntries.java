package io.paylog.localstores.standin;

import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.List;
import org.h2.mvstore.MVMap;

/** The stored part of a declared index. */
final class IndexEntries {

    private final MVMap<byte[], byte[]> entries;
    private final MVMap<String, String> arraysSeen;
    private volatile boolean multikey;

    IndexEntries(MVMap<byte[], byte[]> entries, MVMap<String, String> arraysSeen) {
        this.entries = entries;
        this.arraysSeen = arraysSeen;
        this.multikey = arraysSeen.containsKey(mark());
    }

    MVMap<byte[], byte[]> map() {
        return entries;
    }

    boolean multikey() {
        return multikey;
    }

    /** As in MongoDB, an index that has seen an array once is treated so for ever. */
    void noteArrays(Document document, List<String> fields) {
        if (!multikey && fields.stream().anyMatch(field -> value(document, field) instanceof Collection)) {
            arraysSeen.put(mark(), "");
            multikey = true;
        }
    }

    static boolean hasAny(Document document, List<IndexKey> keys) {
        return keys.stream().anyMatch(key -> !(value(document, key.getKey()) instanceof Missing));
    }

    private static Object value(Document document, String field) {
        return Utils.getSubdocumentValueCollectionAware(document, field);
    }

    /** The map's number: it survives a rename of the collection and is never used again. */
    private String mark() {
        return Integer.toString(entries.getId());
    }
}
