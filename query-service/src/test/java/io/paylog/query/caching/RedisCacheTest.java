package io.paylog.query.caching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import io.paylog.query.testing.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init")
class RedisCacheTest {

    private TestRedis redis;
    private RedisAccess access;
    private RedisAccess otherAccess;
    private RedisCache cache;
    private RedisCache otherNode;

    @BeforeEach
    void open() {
        TestRedis.assumeThere();
        redis = TestRedis.start();
        access = access();
        otherAccess = access();
        cache = cache(access);
        otherNode = cache(otherAccess);
    }

    @AfterEach
    void close() {
        access.close();
        otherAccess.close();
        redis.close();
    }

    private RedisAccess access() {
        RedisSettings settings = new RedisSettings(
                redis.uri(), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(100), 1000);
        return new RedisAccess(settings);
    }

    private static RedisCache cache(RedisAccess access) {
        RedisCache cache = new RedisCache(access, "payments", Duration.ofMinutes(10), 10);
        cache.open("v1.epoch-1.g1", 0);
        await().until(() -> access.ask(commands -> commands.ping()).isPresent());
        return cache;
    }

    private static CachedValue value(String text, long position, long upTo) {
        return new CachedValue("p-1", text, position, upTo);
    }

    private void store(CachedValue value) {
        cache.store(List.of(value));
    }

    @Test
    void a_value_comes_back_as_it_was() {
        CachedValue value = value("{\"a|b\": \"ü\"}", 7, 9);
        store(value);

        assertThat(otherNode.find("p-1")).contains(value);
        assertThat(cache.find("p-2")).isEmpty();
    }

    @Test
    void an_older_value_never_replaces_a_newer_one() {
        store(value("newer", 10, 10));
        store(value("older", 9, 99));

        assertThat(cache.find("p-1")).contains(value("newer", 10, 10));
    }

    @Test
    void the_same_value_may_become_known_to_be_current_for_longer() {
        store(value("same", 10, 10));
        store(value("same", 10, 20));
        store(value("same", 10, 15));

        assertThat(cache.find("p-1")).contains(value("same", 10, 20));
    }

    @Test
    void a_value_expires() {
        store(value("text", 1, 1));
        RedisClient client = RedisClient.create(redis.uri());
        try (var connection = client.connect()) {
            assertThat(connection.sync().ttl("paylog:payments:v1.epoch-1.g1:p-1"))
                    .isBetween(590L, 661L);
        } finally {
            client.close();
        }
    }

    @Test
    void another_generation_and_another_epoch_have_values_of_their_own() {
        store(value("text", 1, 1));

        otherNode.open("v1.epoch-1.g2", 0);
        assertThat(otherNode.find("p-1")).isEmpty();
        otherNode.open("v1.epoch-2.g1", 0);
        assertThat(otherNode.find("p-1")).isEmpty();
    }

    @Test
    void a_value_whose_update_may_have_been_missed_is_not_trusted_by_any_node() {
        store(value("old", 5, 5));
        store(new CachedValue("p-2", "fresh", 30, 30));
        cache.open("v1.epoch-1.g1", 20);
        assertThat(cache.find("p-1")).isEmpty();

        assertThat(otherNode.find("p-1")).isEmpty();
        assertThat(otherNode.find("p-2")).isPresent();
        store(value("old", 5, 25));
        assertThat(otherNode.find("p-1")).isPresent();
    }

    @Test
    void while_redis_is_away_nothing_is_found_and_nothing_fails_and_later_what_was_owed_is_not_trusted() {
        redis.stop();
        store(value("missed", 40, 40));
        assertThat(cache.find("p-1")).isEmpty();

        redis.startAgain();
        store(new CachedValue("p-2", "text", 50, 50));
        await().until(() -> {
            store(new CachedValue("p-2", "text", 50, 50));
            return cache.find("p-2").isPresent();
        });
        otherNode.store(List.of(value("stale", 30, 39)));
        assertThat(cache.find("p-1")).isEmpty();
        otherNode.store(List.of(value("missed", 40, 41)));
        await().until(() -> {
            otherNode.store(List.of(value("missed", 40, 60)));
            return cache.find("p-1").isPresent();
        });
    }

    @Test
    void a_redis_that_comes_back_with_older_data_is_not_trusted_with_it() {
        store(value("old", 5, 5));
        redis.save();
        store(value("new", 6, 6));
        assertThat(otherNode.find("p-1")).contains(value("new", 6, 6));

        redis.stop();
        redis.startAgain();
        await().until(() -> otherAccess.ask(commands -> commands.ping()).isPresent());
        assertThat(otherAccess.ask(commands -> commands.get("paylog:payments:v1.epoch-1.g1:p-1")))
                .contains(value("old", 5, 5).encoded());
        assertThat(otherNode.find("p-1")).isEmpty();

        await().until(() -> access.ask(commands -> commands.ping()).isPresent());
        store(value("newest", 7, 7));
        assertThat(otherNode.find("p-1")).contains(value("newest", 7, 7));
    }

    @Test
    void what_a_reader_could_not_fill_in_leaves_what_is_cached_as_true_as_it_was() {
        store(value("held", 5, 5));
        redis.pause();
        cache.offers().accept(new CachedValue("p-2", "read", 5, 90));
        redis.goOn();

        await().until(() -> cache.find("p-1").isPresent());
    }

    @Test
    void where_trust_begins_is_remembered_when_redis_has_evicted_it() {
        store(value("old", 5, 5));
        cache.open("v1.epoch-1.g1", 20);
        assertThat(cache.find("p-1")).isEmpty();
        assertThat(otherNode.find("p-1")).isEmpty();

        access.ask(commands -> commands.del("paylog:payments:v1.epoch-1.g1::floor"));
        assertThat(otherNode.find("p-1")).isEmpty();
    }

    @Test
    void what_other_nodes_told_of_is_not_trusted_either_to_have_survived_the_connection() {
        cache.hears(new Changes("paylog:payments:v1.epoch-1.g1:", Map.of("p-1", 7L), 0));
        assertThat(cache.floor()).isZero();

        redis.stop();
        await().until(() -> cache.floor() == 7);
    }

    @Test
    void whoever_takes_over_makes_up_for_a_floor_that_the_former_node_took_with_it() {
        store(value("old", 5, 5));
        assertThat(otherNode.find("p-1")).isPresent();

        otherNode.distrustBefore(6);
        assertThat(otherNode.find("p-1")).isEmpty();
        assertThat(cache.find("p-1")).isEmpty();
    }

    @Test
    void what_was_loaded_from_one_generation_is_not_kept_with_the_next() {
        Consumer<CachedValue> offers = cache.offers();
        cache.open("v1.epoch-1.g2", 0);
        offers.accept(value("former", 5, 5));

        assertThat(cache.find("p-1")).isEmpty();
        assertThat(otherNode.find("p-1")).contains(value("former", 5, 5));
    }
}
