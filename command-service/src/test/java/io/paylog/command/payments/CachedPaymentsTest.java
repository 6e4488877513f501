package io.paylog.command.payments;

import static io.paylog.command.payments.Examples.CHARGE;
import static io.paylog.command.payments.Examples.DECLINED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.micrometer.core.instrument.MeterRegistry;
import io.paylog.api.payments.Description;
import io.paylog.api.payments.DescriptionPatch;
import io.paylog.api.payments.PaymentCommand;
import io.paylog.api.payments.PaymentCommand.CompletePayment;
import io.paylog.api.payments.PaymentCommand.FailPayment;
import io.paylog.api.payments.PaymentCommand.ProcessPayment;
import io.paylog.api.payments.PaymentCommand.RefundPayment;
import io.paylog.api.payments.PaymentCommand.RetryPayment;
import io.paylog.api.payments.PaymentCommand.UpdatePayment;
import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentMethod;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.payments.RefundId;
import io.paylog.command.TestService;
import io.paylog.command.bus.Commands;
import io.paylog.command.bus.MessageContext;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConflictingAggregateVersionException;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** Two command services with caches and snapshots on one log: each answer is as if there were neither. */
@ExtendWith(LocalStoresExtension.class)
class CachedPaymentsTest {

    private static final int SNAPSHOT_EVENTS = 5;

    private static String databases;
    private static ConfigurableApplicationContext here;
    private static ConfigurableApplicationContext there;

    private final PaymentId id = new PaymentId("p-" + UUID.randomUUID());

    @BeforeAll
    static void start(LocalStores stores) {
        databases = TestService.newDatabases();
        here = TestService.startWithoutGateway(stores, databases, "--paylog.snapshots.events=" + SNAPSHOT_EVENTS);
        there = TestService.startWithoutGateway(stores, databases, "--paylog.snapshots.events=" + SNAPSHOT_EVENTS);
    }

    @AfterAll
    static void stop() {
        here.close();
        there.close();
    }

    @Test
    void a_refusal_by_a_payment_that_has_changed_elsewhere_is_decided_again() {
        send(here, process("October"));
        send(here, new FailPayment(id, 1, DECLINED));
        send(there, new RetryPayment(id, 2, null, null));
        send(there, new CompletePayment(id, 2, CHARGE));

        assertThat(send(here, refund("r-1", null))).isEqualTo(new Written(id, PaymentStatus.COMPLETED, 5));
    }

    @Test
    void a_repeat_answers_how_a_payment_stands_that_has_changed_elsewhere() {
        send(here, process("October"));
        send(there, new FailPayment(id, 1, DECLINED));

        assertThat(send(here, process("October"))).isEqualTo(new Written(id, PaymentStatus.FAILED, 2));
    }

    @Test
    void an_update_to_what_a_payment_was_before_it_has_changed_elsewhere_is_an_update() {
        send(here, process("October"));
        send(there, update("November", null));

        assertThat(send(here, update("October", null)).version()).isEqualTo(3);
    }

    @Test
    void a_version_that_was_written_elsewhere_is_an_expected_one() {
        send(here, process("October"));
        send(there, update("November", null));

        assertThat(send(here, update("December", 1L)).version()).isEqualTo(3);
    }

    @Test
    void a_version_that_has_been_left_elsewhere_is_a_stale_one() {
        send(here, process("October"));
        send(there, update("November", null));

        assertThatExceptionOfType(ConflictingAggregateVersionException.class)
                .isThrownBy(() -> send(here, update("December", 0L)));
        assertThatExceptionOfType(ConflictingAggregateVersionException.class)
                .isThrownBy(() -> send(there, update("December", 7L)));
    }

    @Test
    void a_payment_that_was_not_there_is_found_when_it_was_made_elsewhere() {
        assertThatExceptionOfType(AggregateNotFoundException.class)
                .isThrownBy(() -> send(here, update("November", null)));
        send(there, process("October"));

        assertThat(send(here, update("November", null)).version()).isEqualTo(2);
    }

    @Test
    void the_position_of_a_repeat_is_that_of_the_last_event() {
        send(here, process("October"));
        long last = position(there, update("November", null));

        assertThat(position(here, process("October"))).isEqualTo(last);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void random_commands_here_and_there_are_answered_as_by_one_payment_in_memory(long seed) {
        Random random = new Random(seed);
        Histories.InMemory model = new Histories.InMemory();
        ProcessPayment create = Histories.addressed(Examples.processPayment("October"), id);
        assertThat(answer(here, create)).isEqualTo(model.answer(create));
        for (int i = 0; i < 150; i++) {
            PaymentCommand command = Histories.command(random, id);
            assertThat(answer(random.nextBoolean() ? here : there, command)).isEqualTo(model.answer(command));
        }
        assertThat(counted(here, "paylog.aggregates.requests", "hit")).isPositive();
        await().untilAsserted(() ->
                assertThat(counted(here, "paylog.snapshots", "taken")).isPositive());
        assertThat(counted(here, "paylog.snapshots", "failed")).isZero();
    }

    @Test
    void a_payment_of_many_events_is_read_from_its_snapshot_and_what_follows() {
        List<DomainEventMessage<?>> all = manyEvents();

        assertThat(Histories.replay(read()).getAggregateRoot())
                .usingRecursiveComparison()
                .isEqualTo(Histories.replay(all).getAggregateRoot());
    }

    @ParameterizedTest
    @CsvSource({"revision, 0", "revision, 1000", "type, payment.other", "payload, {", "payload, '{\"surprise\":1}'"})
    void a_snapshot_of_another_form_is_left_aside(String field, String value) {
        List<DomainEventMessage<?>> all = manyEvents();

        // A snapshot may be under way still, and would be of the right form.
        await().untilAsserted(() -> {
            snapshots().updateOne(Filters.eq("aggregateId", id.value()), Updates.set(field, value));
            assertThat(read()).hasSameSizeAs(all);
        });
        assertThat(send(there, update("a last time", null)).version()).isEqualTo(all.size() + 1L);
    }

    /** So many that there is a snapshot of nearly all. */
    private List<DomainEventMessage<?>> manyEvents() {
        send(here, process("October"));
        AtomicInteger changes = new AtomicInteger();
        while (changes.get() < 4 * SNAPSHOT_EVENTS) {
            send(here, update("change " + changes.incrementAndGet(), null));
        }
        // One that is asked for while another is taken is left out; later events ask again.
        await().untilAsserted(() -> {
            send(here, update("change " + changes.incrementAndGet(), null));
            assertThat(read()).hasSizeLessThanOrEqualTo(SNAPSHOT_EVENTS);
        });
        return events(0);
    }

    private List<DomainEventMessage<?>> read() {
        return here.getBean(EventStore.class).readEvents(id.value()).asStream().collect(Collectors.toList());
    }

    private List<DomainEventMessage<?>> events(long firstSequence) {
        return here.getBean(EventStore.class)
                .readEvents(id.value(), firstSequence)
                .asStream()
                .collect(Collectors.toList());
    }

    private static MongoCollection<Document> snapshots() {
        return here.getBean(MongoClient.class)
                .getDatabase("events_" + databases)
                .getCollection("snapshots");
    }

    @Test
    void commands_that_come_while_snapshots_are_taken_all_count() {
        send(here, process("October"));
        send(here, new CompletePayment(id, 1, CHARGE));

        List<Long> versions = IntStream.range(0, 60)
                .parallel()
                .mapToObj(i ->
                        send(i % 2 == 0 ? here : there, refund("r-" + i, 1L)).version())
                .sorted()
                .toList();

        assertThat(versions)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(3, 62).mapToObj(Long::valueOf).toList());
        assertThat(events(0)).hasSize(62);
    }

    private ProcessPayment process(String text) {
        return new ProcessPayment(
                id, Examples.BILLING, Examples.MONEY, new PaymentMethod("pm_ok"), new Description(text, Map.of()));
    }

    private UpdatePayment update(String text, @Nullable Long expectedSequence) {
        DescriptionPatch patch = new DescriptionPatch(new DescriptionPatch.TextChange.Set(text), false, Map.of());
        return new UpdatePayment(id, patch, expectedSequence);
    }

    private RefundPayment refund(String refundId, @Nullable Long amount) {
        return new RefundPayment(id, new RefundId(refundId), amount, null, null);
    }

    private static Object answer(ConfigurableApplicationContext service, PaymentCommand command) {
        try {
            return send(service, command);
        } catch (PaymentRefused refused) {
            return refused.refusal();
        }
    }

    private static Written send(ConfigurableApplicationContext service, PaymentCommand command) {
        return accepted(service, command).written();
    }

    private static long position(ConfigurableApplicationContext service, PaymentCommand command) {
        return accepted(service, command).position();
    }

    private static Commands.Accepted accepted(ConfigurableApplicationContext service, PaymentCommand command) {
        return service.getBean(Commands.class).send(command, new MessageContext("test", null, null));
    }

    private static double counted(ConfigurableApplicationContext service, String name, String value) {
        return service.getBean(MeterRegistry.class).get(name).counters().stream()
                .filter(counter -> counter.getId().getTags().stream()
                        .anyMatch(tag -> tag.getValue().equals(value)))
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
