package io.paylog.query.caching;

/** What values are as text. */
public interface CacheCodec<V> {

    String encode(V value);

    /** @throws IllegalArgumentException if the text is of another form: another version of this service wrote it */
    V decode(String text);
}
