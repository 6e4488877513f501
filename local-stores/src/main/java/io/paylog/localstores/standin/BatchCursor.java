package io.paylog.localstores.standin;

import de.bwaldvogel.mongo.backend.AbstractCursor;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

/** An open cursor: reads each batch when it is asked for. */
final class BatchCursor extends AbstractCursor {

    private final Results results;

    BatchCursor(long id, Results results) {
        super(id);
        this.results = results;
    }

    @Override
    public boolean isEmpty() {
        return !results.hasMore();
    }

    @Override
    public List<Document> takeDocuments(int most) {
        return results.take(most);
    }
}
