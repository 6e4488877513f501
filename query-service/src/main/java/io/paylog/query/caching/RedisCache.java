package io.paylog.query.caching;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps values under {@code paylog:<view>:<epoch>:g<generation>:<id>}.
 *
 * <p>An update that Redis did not take leaves an older value behind, in Redis and unnoticed. So the cache remembers up to
 * where updates were owed, tells the caches of other nodes through Redis as soon as it can, and from then on all take a
 * value only if it was current after that: one place at which trust begins, the floor, instead of a list of what was
 * missed.
 */
public final class RedisCache implements PositionedCache {

    private final RedisAccess redis;
    private final String view;
    private final Duration timeToLive;
    private final int jitterPercent;
    private final AtomicLong floor = new AtomicLong();
    private final AtomicLong owedFloor = new AtomicLong();
    private volatile @Nullable String prefix;

    public RedisCache(RedisAccess redis, String view, Duration timeToLive, int jitterPercent) {
        this.redis = redis;
        this.view = view;
        this.timeToLive = timeToLive;
        this.jitterPercent = jitterPercent;
    }

    @Override
    public void open(String epoch, int generation, long position) {
        prefix = "paylog:" + view + ":" + epoch + ":g" + generation + ":";
        distrustBefore(position);
    }

    private void distrustBefore(long position) {
        floor.accumulateAndGet(position, Math::max);
        owedFloor.accumulateAndGet(position, Math::max);
    }

    @Override
    public Optional<CachedValue> find(String id) {
        String keys = prefix;
        if (keys == null || !floorIsKnown(keys)) {
            return Optional.empty();
        }
        return redis.ask(commands -> commands.mget(keys + id, floorKey(keys)))
                .flatMap(answer -> trusted(id, answer.get(0), answer.get(1)));
    }

    private Optional<CachedValue> trusted(String id, KeyValue<String, String> value, KeyValue<String, String> shared) {
        try {
            long trustedFrom = Math.max(floor.get(), Long.parseLong(shared.getValueOrElse("0")));
            return value.optional()
                    .map(text -> CachedValue.decode(id, text))
                    .filter(held -> held.upTo() >= trustedFrom);
        } catch (NumberFormatException foreign) {
            return Optional.empty();
        }
    }

    @Override
    public void store(Collection<CachedValue> values) {
        String keys = prefix;
        if (keys == null || values.isEmpty()) {
            return;
        }
        boolean stored = floorIsKnown(keys)
                && redis.ask(commands -> storeAll(commands, keys, values)).isPresent();
        if (!stored) {
            values.stream().mapToLong(CachedValue::upTo).max().ifPresent(this::distrustBefore);
        }
    }

    private CompletableFuture<Boolean> storeAll(
            RedisAsyncCommands<String, String> commands, String keys, Collection<CachedValue> values) {
        CompletableFuture<?>[] answers = values.stream()
                .map(value -> storeOne(commands, keys + value.id(), value).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(answers).thenApply(nothing -> true);
    }

    private RedisFuture<Long> storeOne(RedisAsyncCommands<String, String> commands, String key, CachedValue value) {
        return commands.eval(
                Scripts.STORE_IF_NEWER,
                ScriptOutputType.INTEGER,
                new String[] {key},
                Long.toString(value.position()),
                Long.toString(value.upTo()),
                value.encoded(),
                Long.toString(jittered()));
    }

    private long jittered() {
        long millis = timeToLive.toMillis();
        return millis + ThreadLocalRandom.current().nextLong(millis * jitterPercent / 100 + 1);
    }

    /** Makes an owed floor known before anything else happens, so that nobody can overtake it. */
    private boolean floorIsKnown(String keys) {
        long owed = owedFloor.get();
        if (owed == 0) {
            return true;
        }
        // Twice what the longest-lived value has: the floor must outlive all that it keeps out.
        String lifetime = Long.toString(4 * timeToLive.toMillis());
        boolean told = redis.ask(commands -> commands.<Long>eval(
                        Scripts.RAISE,
                        ScriptOutputType.INTEGER,
                        new String[] {floorKey(keys)},
                        Long.toString(owed),
                        lifetime))
                .isPresent();
        if (told) {
            owedFloor.compareAndSet(owed, 0);
        }
        return told;
    }

    private static String floorKey(String keys) {
        // No identifier has a colon.
        return keys + ":floor";
    }
}
