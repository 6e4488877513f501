package io.paylog.query.caching;

import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps values under {@code paylog:<view>:<generation>:<id>}.
 *
 * <p>An update that Redis did not take leaves an older value behind, in Redis and unnoticed. So the cache remembers up to
 * where updates were owed, tells the caches of other nodes through Redis as soon as it can, and from then on all take a
 * value only if it was current after that: one place at which trust begins, the floor, instead of a list of what was
 * missed.
 *
 * <p>A Redis that comes back may have lost its latest updates without anybody having missed an answer. So whenever the
 * connection comes or goes, trust begins anew at the latest position that this node knows of.
 */
public final class RedisCache implements PositionedCache {

    private final RedisAccess redis;
    private final String view;
    private final Duration timeToLive;
    private final int jitterPercent;
    private final AtomicLong floor = new AtomicLong();
    private final AtomicLong owedFloor = new AtomicLong();
    private final AtomicLong latest = new AtomicLong();
    private volatile @Nullable String prefix;

    public RedisCache(RedisAccess redis, String view, Duration timeToLive, int jitterPercent) {
        this.redis = redis;
        this.view = view;
        this.timeToLive = timeToLive;
        this.jitterPercent = jitterPercent;
        redis.onConnectionChange(() -> distrustBefore(latest.get()));
    }

    @Override
    public void open(String generation, long position) {
        prefix = "paylog:" + view + ":" + generation + ":";
        known(position);
        distrustBefore(position);
    }

    /** Values that were current only before this position are not believed. */
    long floor() {
        return floor.get();
    }

    /** Where this cache publishes what it stores, and the floors that it raises. */
    String channelName() {
        return "paylog:" + view + ":changes";
    }

    /** @return whether the changes concern the generation that is served */
    boolean hears(Changes changes) {
        boolean ours = changes.prefix().equals(prefix);
        if (ours) {
            changes.positions().values().forEach(this::known);
            known(changes.floor());
            floor.accumulateAndGet(changes.floor(), Math::max);
        }
        return ours;
    }

    private void known(long position) {
        latest.accumulateAndGet(position, Math::max);
    }

    @Override
    public void distrustBefore(long position) {
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
            // Remembered, because Redis may evict it.
            floor.accumulateAndGet(Long.parseLong(shared.getValueOrElse("0")), Math::max);
            Optional<CachedValue> held = value.optional().map(text -> CachedValue.decode(id, text));
            held.ifPresent(found -> known(found.upTo()));
            // Looked at last: the connection may have changed since the answer came.
            return held.filter(found -> found.upTo() >= floor.get());
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
        long upTo = values.stream().mapToLong(CachedValue::upTo).max().orElseThrow();
        // Before the values are sent: when the connection goes with them on the way, they count as lost.
        known(upTo);
        if (!stored(keys, values, true)) {
            distrustBefore(upTo);
        }
    }

    @Override
    public Consumer<CachedValue> offers() {
        String keys = prefix;
        return value -> {
            if (keys != null) {
                known(value.upTo());
                stored(keys, List.of(value), false);
            }
        };
    }

    private boolean stored(String keys, Collection<CachedValue> values, boolean tell) {
        return floorIsKnown(keys)
                && redis.ask(commands -> storeAll(commands, keys, values, tell)).isPresent();
    }

    /**
     * Updates are published after they are stored, on the same connection and so in this order, and whatever Redis had:
     * a reader may have filled the value in already, without telling anybody.
     */
    private CompletableFuture<Boolean> storeAll(
            RedisAsyncCommands<String, String> commands, String keys, Collection<CachedValue> values, boolean tell) {
        List<CompletableFuture<?>> answers = new ArrayList<>();
        values.forEach(value ->
                answers.add(storeOne(commands, keys + value.id(), value).toCompletableFuture()));
        if (tell) {
            answers.add(publish(commands, Changes.of(keys, values)));
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(nothing -> true);
    }

    private CompletableFuture<Long> publish(RedisAsyncCommands<String, String> commands, Changes changes) {
        return commands.publish(channelName(), changes.encoded()).toCompletableFuture();
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

    /** Whether other nodes do not know yet where trust begins. */
    boolean owes() {
        return prefix != null && owedFloor.get() > 0;
    }

    /** Tells other nodes where trust begins, also if nobody reads or writes here. */
    void settle() {
        String keys = prefix;
        if (keys != null) {
            floorIsKnown(keys);
        }
    }

    /** Makes an owed floor known before anything else happens, so that nobody can overtake it. */
    private boolean floorIsKnown(String keys) {
        long owed = owedFloor.get();
        if (owed == 0) {
            return true;
        }
        boolean told = redis.ask(commands -> raise(commands, keys, owed)).isPresent();
        if (told) {
            owedFloor.compareAndSet(owed, 0);
        }
        return told;
    }

    private CompletableFuture<Long> raise(RedisAsyncCommands<String, String> commands, String keys, long owed) {
        // Twice what the longest-lived value has: the floor must outlive all that it keeps out.
        String lifetime = Long.toString(4 * timeToLive.toMillis());
        CompletableFuture<Long> raised = commands.<Long>eval(
                        Scripts.RAISE,
                        ScriptOutputType.INTEGER,
                        new String[] {floorKey(keys)},
                        Long.toString(owed),
                        lifetime)
                .toCompletableFuture();
        return publish(commands, Changes.floor(keys, owed)).thenCombine(raised, (listeners, done) -> done);
    }

    private static String floorKey(String keys) {
        // No identifier has a colon.
        return keys + ":floor";
    }
}
