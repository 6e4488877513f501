package io.paylog.localstores.standin;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;

/** What a query answers, from the first document to be returned to the last, a batch at a time. */
final class Results {

    /** A batch is at most one document longer than this, so well below the 48 MB of a message. */
    private static final long MAX_BATCH_BYTES = 16L * 1024 * 1024;

    private final DocumentScan scan;
    private final Iterator<Document> documents;
    private final UnaryOperator<Document> projection;
    private long remaining;

    /**
     * @param limit 0: all of them
     */
    Results(DocumentScan scan, Iterator<Document> documents, int limit, UnaryOperator<Document> projection) {
        this.scan = scan;
        this.documents = documents;
        this.projection = projection;
        this.remaining = limit > 0 ? limit : Long.MAX_VALUE;
    }

    /** Up to so many documents; 0: as many as fit into one message. */
    synchronized List<Document> take(int most) {
        List<Document> batch = new ArrayList<>();
        long bytes = 0;
        while (hasMore() && bytes < MAX_BATCH_BYTES && (most == 0 || batch.size() < most)) {
            Document document = projection.apply(documents.next());
            bytes += StoredBson.encode(document).length;
            batch.add(document);
            remaining--;
        }
        scan.pause();
        return batch;
    }

    synchronized boolean hasMore() {
        return remaining > 0 && documents.hasNext();
    }
}
