package io.paylog.query.caching;

/** Hands what other nodes tell to both levels of a cache. */
record Hearing(RedisCache shared, LayeredCache<?> cache) implements ChangeChannel.Listener {

    @Override
    public void heard(String message) {
        Changes.decode(message, changes -> {
            if (shared.hears(changes)) {
                cache.changed(changes.positions());
            }
        });
    }

    @Override
    public void missed() {
        cache.reset();
    }

    @Override
    public void pulse() {
        if (shared.owes()) {
            Thread.ofPlatform().daemon().name("cache-settling").start(shared::settle);
        }
    }
}
