package io.paylog.localstores.standin;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.ErrorCode;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * The documents along an access path that match, read one at a time. Between two batches it remembers only the last
 * key, so that an open cursor costs nothing and sees what has been written since, as MongoDB's do.
 */
final class DocumentScan implements Iterator<Document> {

    private final Iterator<AccessPath.Segment> segments;
    private final AccessPath path;
    private final MVMap<byte[], byte[]> documents;
    private final Predicate<Document> filter;
    private final LongAdder examined;
    private final Set<Position> seen = new HashSet<>();

    private AccessPath.@Nullable Segment segment;
    private @Nullable Cursor<byte[], byte[]> entries;
    private byte @Nullable [] lastKey;
    private @Nullable Document ahead;

    DocumentScan(AccessPath path, MVMap<byte[], byte[]> documents, Predicate<Document> filter, LongAdder examined) {
        this.path = path;
        this.segments = path.segments().iterator();
        this.documents = documents;
        this.filter = filter;
        this.examined = examined;
    }

    @Override
    public boolean hasNext() {
        while (ahead == null && (segment != null || nextSegment())) {
            ahead = nextInSegment();
            if (ahead == null) {
                segment = null;
            }
        }
        return ahead != null;
    }

    @Override
    public Document next() {
        Document next = hasNext() ? ahead : null;
        if (next == null) {
            throw new NoSuchElementException();
        }
        ahead = null;
        return next;
    }

    /** Lets go of the version of the store that is being read; reading goes on behind the last key. */
    void pause() {
        entries = null;
    }

    private boolean nextSegment() {
        if (!segments.hasNext()) {
            return false;
        }
        segment = segments.next();
        lastKey = null;
        entries = null;
        return true;
    }

    private @Nullable Document nextInSegment() {
        Cursor<byte[], byte[]> cursor = entries != null ? entries : open();
        entries = cursor;
        while (cursor.hasNext()) {
            byte[] key = cursor.next();
            if (lastKey != null && Arrays.equals(key, lastKey)) {
                continue;
            }
            lastKey = key;
            Document found = load(key, cursor.getValue());
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private Cursor<byte[], byte[]> open() {
        AccessPath.Segment part = requireSegment();
        MVMap<byte[], byte[]> map = part.index().entries();
        if (map.isClosed() || documents.isClosed()) {
            throw new MongoServerError(ErrorCode.CursorNotFound, "The collection or its index was dropped");
        }
        byte[] low = path.reverse() || lastKey == null ? part.low() : lastKey;
        byte[] high = path.reverse() && lastKey != null ? lastKey : part.high();
        return path.reverse() ? map.cursor(high, low, true) : map.cursor(low, high, false);
    }

    private @Nullable Document load(byte[] key, byte[] value) {
        boolean direct = requireSegment().index().holdsDocuments();
        byte[] bson = direct ? value : documents.get(value);
        if (bson == null || (path.repeats() && !seen.add(new Position(direct ? key : value)))) {
            return null;
        }
        examined.increment();
        Document document = StoredBson.decode(bson);
        return filter.test(document) ? document : null;
    }

    private AccessPath.Segment requireSegment() {
        if (segment == null) {
            throw new IllegalStateException("No segment is open");
        }
        return segment;
    }

    /** The whole of it, ordered, but no more than {@code most} documents of it in memory (0: all). */
    static Iterator<Document> ordered(Iterator<Document> scan, Comparator<Document> order, int most) {
        if (most <= 0) {
            List<Document> all = new ArrayList<>();
            scan.forEachRemaining(all::add);
            all.sort(order);
            return all.iterator();
        }
        return Smallest.of(scan, order, most);
    }
}
