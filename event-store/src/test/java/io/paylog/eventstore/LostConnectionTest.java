package io.paylog.eventstore;

import static io.paylog.eventstore.TestLogs.commit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import io.paylog.localstores.junit.LossyProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.json.JacksonSerializer;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The real driver over a network that fails. */
@ExtendWith(LocalStoresExtension.class)
@Timeout(60)
class LostConnectionTest {

    private TestLogs logs;
    private LossyProxy proxy;
    private EventLog direct;
    private EventLog log;

    @BeforeEach
    void begin(LocalStores stores) throws IOException {
        logs = new TestLogs(stores);
        direct = logs.open();
        proxy = logs.closing(new LossyProxy(stores.mongoUri()));
        log = open(Duration.ofSeconds(30));
    }

    @AfterEach
    void end() {
        logs.close();
    }

    private EventLog open(Duration appendDeadline) {
        return logs.open(EventLogSettings.of(proxy.uri(), logs.settings().database())
                .withTimeouts(Duration.ofSeconds(1), Duration.ofMillis(300))
                .withAppendDeadline(appendDeadline));
    }

    @Test
    void an_append_whose_answer_is_lost_is_acknowledged_once_when_the_network_is_back() {
        proxy.loseAnswersFrom("insert");
        var appended = CompletableFuture.supplyAsync(() -> log.append(commit("a", 0, 2)), Thread::startVirtualThread);
        await().until(() -> direct.head() == 2);
        proxy.heal();

        assertThat(appended.join()).isEqualTo(new Appended(1, 2));
        assertThat(direct.head()).isEqualTo(2);
    }

    @Test
    void who_opens_the_log_waits_for_servers_that_do_not_answer_yet() {
        EventLogSettings impatient = EventLogSettings.of(
                        proxy.uri(), logs.settings().database())
                .withTimeouts(Duration.ofMillis(100), Duration.ofMillis(300));
        proxy.cut();
        assertThatExceptionOfType(EventLogUnavailableException.class).isThrownBy(() -> logs.open(impatient));

        var opened = CompletableFuture.supplyAsync(
                () -> logs.open(impatient.withOpeningWait(Duration.ofMinutes(1))), Thread::startVirtualThread);
        assertThatExceptionOfType(EventLogUnavailableException.class).isThrownBy(() -> logs.open(impatient));
        assertThat(opened).isNotDone();
        proxy.heal();

        assertThat(opened.join().head()).isZero();
    }

    @Test
    void an_append_whose_answer_never_comes_is_of_unknown_outcome() {
        EventLog hasty = open(Duration.ofMillis(500));
        proxy.loseAnswersFrom("insert");

        assertThatExceptionOfType(OutcomeUnknownException.class).isThrownBy(() -> hasty.append(commit("a", 0, 1)));
        assertThat(direct.head()).isEqualTo(1);
    }

    @Test
    void an_append_that_reaches_nobody_has_not_happened_and_works_when_the_network_is_back() {
        EventLog hasty = open(Duration.ofMillis(500));
        proxy.cut();
        await().untilAsserted(() -> assertThatExceptionOfType(EventLogUnavailableException.class)
                .isThrownBy(() -> hasty.append(commit("a", 0, 1))));
        assertThat(direct.head()).isZero();

        proxy.heal();
        assertThat(log.append(commit("b", 0, 1))).isEqualTo(new Appended(1, 1));
    }

    @Test
    void a_snapshot_that_cannot_be_asked_for_keeps_nobody_from_asking_for_events() {
        log.append(commit("a", 0, 1));
        CommitEventStorageEngine engine = CommitEventStorageEngine.builder()
                .eventLog(log)
                .eventSerializer(JacksonSerializer.defaultSerializer())
                .snapshotSerializer(JacksonSerializer.defaultSerializer())
                .build();
        proxy.cut();

        assertThat(engine.readSnapshot("a")).isEmpty();
        assertThatExceptionOfType(EventLogUnavailableException.class)
                .isThrownBy(() -> engine.readEvents("a").hasNext());
    }

    @Test
    void a_stream_that_loses_its_server_tells_its_consumer_and_a_new_one_goes_on() {
        log.append(commit("a", 0, 1));
        AtomicInteger calls = new AtomicInteger();
        BlockingStream<TrackedEventMessage<?>> stream = stream(0);
        assertThat(stream.hasNextAvailable()).isTrue();
        stream.setOnAvailableCallback(calls::incrementAndGet);

        proxy.cut();
        assertThatExceptionOfType(EventLogUnavailableException.class).isThrownBy(() -> {
            while (true) {
                stream.nextAvailable();
            }
        });
        await().untilAsserted(() -> assertThat(calls).hasPositiveValue());

        proxy.heal();
        direct.append(commit("b", 0, 1));
        await().ignoreExceptions().until(() -> stream(1).hasNextAvailable());
    }

    @Test
    void a_stream_opened_after_an_outage_does_not_report_the_outage() {
        BlockingStream<TrackedEventMessage<?>> before = stream(0);
        for (int i = 0; i < 5; i++) {
            proxy.cut();
            await().untilAsserted(() -> assertThatExceptionOfType(EventLogUnavailableException.class)
                    .isThrownBy(before::hasNextAvailable));
            proxy.heal();

            BlockingStream<TrackedEventMessage<?>> after = await().ignoreExceptionsInstanceOf(
                            EventLogUnavailableException.class)
                    .until(() -> stream(0), Objects::nonNull);
            assertThat(after.hasNextAvailable()).isFalse();
        }
    }

    private BlockingStream<TrackedEventMessage<?>> stream(long position) {
        return logs.closing(
                new EventLogMessageSource(log, JacksonSerializer.defaultSerializer(), NoOpEventUpcaster.INSTANCE)
                        .openStream(Tokens.of(position)));
    }
}
