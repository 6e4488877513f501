package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import io.paylog.localstores.junit.LossyProxy;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.json.JacksonSerializer;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

@ExtendWith(LocalStoresExtension.class)
@Timeout(180)
class WakeUpTest {

    private static final String NO_REDIS = "redis://127.0.0.1:1";
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(40);

    private final String channel = "test:" + UUID.randomUUID();
    private TestLogs logs;
    private LocalStores stores;

    @BeforeEach
    void begin(LocalStores localStores) {
        stores = localStores;
        logs = new TestLogs(localStores);
    }

    @AfterEach
    void end() {
        logs.close();
    }

    private String redis() {
        assumeThat(stores.redisUri()).as("a Redis on this machine").isPresent();
        return stores.redisUri().orElseThrow();
    }

    private RedisWakeUp wakeUp(String uri) {
        return logs.closing(RedisWakeUp.connect(uri, channel));
    }

    @Test
    void a_position_announced_over_redis_reaches_other_processes() {
        RedisWakeUp here = wakeUp(redis());
        List<Long> heard = new CopyOnWriteArrayList<>();
        wakeUp(redis()).listen(heard::add);

        await().untilAsserted(() -> {
            here.announce(7);
            assertThat(heard).contains(7L);
        });
    }

    @Test
    void a_listener_in_the_same_jvm_is_told_directly_even_without_redis() {
        RedisWakeUp here = wakeUp(NO_REDIS);
        List<Long> heard = new CopyOnWriteArrayList<>();
        WakeUp.Registration registration = here.listen(heard::add);

        here.announce(1);
        registration.close();
        here.announce(2);

        assertThat(heard).containsExactly(1L);
    }

    @Test
    void what_is_no_position_on_the_channel_is_ignored() {
        List<Long> heard = new CopyOnWriteArrayList<>();
        wakeUp(redis()).listen(heard::add);
        var client = io.lettuce.core.RedisClient.create(redis());
        try (var connection = client.connect()) {
            await().untilAsserted(() -> {
                connection.sync().publish(channel, "nonsense");
                connection.sync().publish(channel, "5");
                assertThat(heard).contains(5L);
            });
        } finally {
            client.shutdown();
        }
    }

    @Test
    void a_reader_follows_another_process_over_redis_and_by_polling_without_it() throws Exception {
        for (String uri : List.of(redis(), NO_REDIS)) {
            EventLog writer = logs.open(logs.settings(), wakeUp(uri));
            EventLog reader = logs.open(logs.settings(), wakeUp(uri));
            long head = writer.head();
            BlockingStream<TrackedEventMessage<?>> stream = logs.closing(
                    new EventLogMessageSource(reader, JacksonSerializer.defaultSerializer(), NoOpEventUpcaster.INSTANCE)
                            .openStream(Tokens.of(head)));

            for (int i = 1; i <= 20; i++) {
                writer.append(commit(UUID.randomUUID().toString(), 0, 1));
                assertThat(stream.hasNextAvailable(10, TimeUnit.SECONDS)).isTrue();
                assertThat(stream.nextAvailable().trackingToken()).isEqualTo(Tokens.of(head + i));
            }
        }
    }

    @Test
    void it_is_open_while_announcements_of_others_would_be_heard() throws IOException {
        LossyProxy line = logs.closing(new LossyProxy(redis()));
        RedisWakeUp here = wakeUp("redis://127.0.0.1:" + URI.create(line.uri()).getPort());
        RedisWakeUp there = wakeUp(redis());
        List<Long> heard = new CopyOnWriteArrayList<>();
        here.listen(heard::add);
        await().atMost(LONG_ENOUGH).until(() -> here.isOpen() && there.isOpen());

        line.cut();
        await().atMost(LONG_ENOUGH).until(() -> !here.isOpen());

        line.heal();
        await().atMost(LONG_ENOUGH).until(here::isOpen);
        there.announce(7);
        await().untilAsserted(() -> assertThat(heard).containsExactly(7L));
    }

    @Test
    void without_redis_it_is_not_open() {
        assertThat(wakeUp(NO_REDIS).isOpen()).isFalse();
        assertThat(WakeUp.none().isOpen()).isFalse();
    }

    @Test
    void a_redis_that_is_away_is_one_line_in_the_log() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(RedisWakeUp.class);
        logger.addAppender(lines);
        lines.start();

        RedisWakeUp away = wakeUp(NO_REDIS);
        await().until(() -> !lines.list.isEmpty());
        // Longer than the pause between two attempts to connect.
        await().during(Duration.ofSeconds(3)).untilAsserted(() -> {
            away.announce(1);
            assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.WARN);
        });

        logger.detachAppender(lines);
    }

    @Test
    void an_append_succeeds_when_its_announcement_fails() {
        EventLog log = logs.open(logs.settings(), new FailingWakeUp());

        assertThat(log.append(commit("a", 0, 1))).isEqualTo(new Appended(1, 1));
    }

    private static final class FailingWakeUp implements WakeUp {
        @Override
        public void announce(long position) {
            throw new IllegalStateException("not today");
        }

        @Override
        public Registration listen(java.util.function.LongConsumer listener) {
            return () -> {};
        }

        @Override
        public void close() {}
    }
}
