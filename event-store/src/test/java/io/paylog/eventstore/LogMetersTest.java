package io.paylog.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import io.paylog.localstores.junit.LossyProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.json.JacksonSerializer;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What operators see of a log. */
@ExtendWith(LocalStoresExtension.class)
@Timeout(120)
class LogMetersTest {

    /** The drivers come back after seconds, on a busy machine after some more. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(40);

    @AutoClose
    private final TestLogs logs;

    private final LocalStores stores;

    LogMetersTest(LocalStores stores) {
        this.stores = stores;
        logs = new TestLogs(stores);
    }

    @Test
    void appends_are_told_by_outcome_and_what_was_sent_by_size() {
        EventLog log = logs.open();

        log.append(TestLogs.commit("a", 0, 3));
        log.append(TestLogs.commit("a", 3, 1));
        assertThatThrownBy(() -> log.append(TestLogs.commit("a", 0, 1))).isInstanceOf(AppendConflictException.class);

        assertThat(timed(AppendMeters.APPENDS, "appended")).isEqualTo(2);
        assertThat(timed(AppendMeters.APPENDS, "conflict")).isEqualTo(1);
        assertThat(timed(AppendMeters.INSERTS, "landed")).isEqualTo(2);
        assertThat(timed(AppendMeters.INSERTS, "duplicate_key")).isEqualTo(1);
        assertThat(logs.meters.get(AppendMeters.BATCH_COMMITS).summary().totalAmount())
                .isEqualTo(3);
        DistributionSummary events = logs.meters.get(AppendMeters.BATCH_EVENTS).summary();
        assertThat(events.count()).isEqualTo(3);
        assertThat(events.totalAmount()).isEqualTo(5);
        assertThat(events.max()).isEqualTo(3);
        assertThat(gauge(LogMeters.HEAD)).isEqualTo(4);
    }

    @Test
    void a_process_that_only_reads_shows_no_appends() {
        EventLog log = logs.open();

        assertThat(log.head()).isZero();
        assertThat(logs.meters.find(AppendMeters.APPENDS).timers()).isEmpty();
    }

    @Test
    void a_store_that_is_away_is_shown_and_so_is_its_return() throws IOException {
        LossyProxy proxy = logs.closing(new LossyProxy(stores.mongoUri()));
        EventLog log =
                logs.open(EventLogSettings.of(proxy.uri(), logs.settings().database())
                        .withTimeouts(Duration.ofSeconds(1), Duration.ofMillis(300)));
        BlockingStream<TrackedEventMessage<?>> stream = follow(log);
        assertThat(up(StoreMeters.MONGODB)).isEqualTo(1);

        proxy.cut();
        await().untilAsserted(() -> assertThatThrownBy(stream::hasNextAvailable).isInstanceOf(EventLogException.class));
        await().untilAsserted(() -> assertThat(up(StoreMeters.MONGODB)).isZero());
        stream.close();
        assertThat(gauge(LogMeters.TAIL_AGE)).as("it is still wanted").isPositive();

        proxy.heal();
        await().atMost(LONG_ENOUGH)
                .untilAsserted(() -> assertThat(up(StoreMeters.MONGODB)).isEqualTo(1));
    }

    @Test
    void redis_is_shown_as_up_while_it_is_connected() {
        logs.closing(RedisWakeUp.connect(redis(), logs.meters));

        await().atMost(LONG_ENOUGH)
                .untilAsserted(() -> assertThat(up(StoreMeters.REDIS)).isEqualTo(1));
    }

    @Test
    void redis_is_shown_as_down_while_it_tells_nothing() {
        String user = "user-" + UUID.randomUUID();
        RedisClient client = RedisClient.create(redis());
        try (var connection = client.connect()) {
            var administrator = connection.sync();
            administrator.aclSetuser(
                    user, AclSetuserArgs.Builder.on().nopass().allCommands().allChannels());
            logs.closing(RedisWakeUp.connect(redis().replace("://", "://" + user + ":any@"), logs.meters));
            await().atMost(LONG_ENOUGH)
                    .untilAsserted(() -> assertThat(up(StoreMeters.REDIS)).isEqualTo(1));

            // Ends the subscription and keeps it from coming back; announcements could still be sent.
            administrator.aclSetuser(user, AclSetuserArgs.Builder.resetChannels());

            await().atMost(LONG_ENOUGH)
                    .untilAsserted(() -> assertThat(up(StoreMeters.REDIS)).isZero());
            administrator.aclDeluser(user);
        } finally {
            client.shutdown();
        }
    }

    @Test
    void redis_is_shown_as_down_while_it_is_not() {
        logs.closing(RedisWakeUp.connect("redis://127.0.0.1:1", logs.meters));

        assertThat(up(StoreMeters.REDIS)).isZero();
    }

    @Test
    void how_long_ago_the_log_was_looked_at_is_told_while_it_is_followed() {
        EventLog log = logs.open();
        assertThat(gauge(LogMeters.TAIL_AGE)).isNaN();

        BlockingStream<TrackedEventMessage<?>> stream = follow(log);
        long followedNanos = System.nanoTime();
        await().until(() -> gauge(LogMeters.TAIL_AGE) < (System.nanoTime() - followedNanos) / 2e9);

        stream.close();
        assertThat(gauge(LogMeters.TAIL_AGE)).isNaN();
    }

    private String redis() {
        assumeThat(stores.redisUri()).as("a Redis on this machine").isPresent();
        return stores.redisUri().orElseThrow();
    }

    private BlockingStream<TrackedEventMessage<?>> follow(EventLog log) {
        return logs.closing(
                new EventLogMessageSource(log, JacksonSerializer.defaultSerializer(), NoOpEventUpcaster.INSTANCE)
                        .openStream(null));
    }

    private double up(String store) {
        return logs.meters
                .get(StoreMeters.UP)
                .tag(StoreMeters.STORE, store)
                .gauge()
                .value();
    }

    private long timed(String name, String outcome) {
        return logs.meters.find(name).tag("outcome", outcome).timers().stream()
                .mapToLong(Timer::count)
                .sum();
    }

    private double gauge(String name) {
        return logs.meters.get(name).gauge().value();
    }
}
