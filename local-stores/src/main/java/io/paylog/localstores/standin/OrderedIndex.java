package io.paylog.localstores.standin;

import java.util.List;
import org.h2.mvstore.MVMap;

/** An index that can be walked in key order: its entries lead from {@link KeyBytes} to a position, or to the document. */
interface OrderedIndex {

    MVMap<byte[], byte[]> entries();

    /** Whether the values are the documents themselves instead of their positions. */
    boolean holdsDocuments();

    /** The fields in the order of the key, including the identifier where it makes the key unique. */
    List<String> fields();

    /** How many leading fields suffice to find at most one document; more than there are fields: never. */
    int uniqueAfter();

    /** Whether documents may be missing here. */
    boolean partial();

    /** Whether a document may be here more than once, because it has an array in an indexed field. */
    boolean multikey();
}
