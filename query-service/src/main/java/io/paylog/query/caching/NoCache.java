package io.paylog.query.caching;

import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

final class NoCache implements PositionedCache {

    @Override
    public void open(String generation, long position) {}

    @Override
    public void distrustBefore(long position) {}

    @Override
    public Optional<CachedValue> find(String id) {
        return Optional.empty();
    }

    @Override
    public void store(Collection<CachedValue> values) {}

    @Override
    public Consumer<CachedValue> offers() {
        return value -> {};
    }
}
