package io.paylog.query.caching;

/** Text as it is. */
record PlainText() implements CacheCodec<String> {

    @Override
    public String encode(String value) {
        return value;
    }

    @Override
    public String decode(String text) {
        return text;
    }
}
