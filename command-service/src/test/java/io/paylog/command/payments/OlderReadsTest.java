package io.paylog.command.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.paylog.api.payments.Description;
import io.paylog.api.payments.DescriptionPatch;
import io.paylog.api.payments.PaymentCommand;
import io.paylog.api.payments.PaymentCommand.ProcessPayment;
import io.paylog.api.payments.PaymentCommand.RefundPayment;
import io.paylog.api.payments.PaymentCommand.UpdatePayment;
import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentMethod;
import io.paylog.api.payments.RefundId;
import io.paylog.command.TestService;
import io.paylog.command.bus.Commands;
import io.paylog.command.bus.MessageContext;
import io.paylog.eventstore.EventLogUnavailableException;
import io.paylog.localstores.LocalStores;
import io.paylog.localstores.junit.LocalStoresExtension;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.common.Registration;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.ConflictingAggregateVersionException;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * After an election a majority read may show less of the log than was acknowledged before: here the last commits are taken
 * out of the log for a while.
 */
@ExtendWith(LocalStoresExtension.class)
class OlderReadsTest {

    private static String databases;
    private static ConfigurableApplicationContext service;

    private final PaymentId id = new PaymentId("p-" + UUID.randomUUID());

    @BeforeAll
    static void start(LocalStores stores) {
        databases = TestService.newDatabases();
        service = TestService.startWithoutGateway(stores, databases);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void what_a_log_behind_the_cached_payment_leaves_open_may_be_asked_again() {
        send(process(id, "October"));
        send(update("November", null));
        Document last = takeOut(id);

        expectUnavailable(refund());
        putBack(last);

        expectRefused(refund());
        assertThat(send(update("October", null)).version()).isEqualTo(3);
    }

    @Test
    void nothing_is_decided_for_good_while_the_log_shows_less_than_was_acknowledged_here() {
        PaymentId other = new PaymentId("other-" + id);
        send(process(id, "October"));
        send(process(other, "October"));
        Document last = takeOut(other);

        expectUnavailable(refund());
        expectUnavailable(process(id, "October"));
        expectUnavailable(process(id, "another"));
        expectUnavailable(update("October", null));
        expectUnavailable(update("November", 7L));
        expectUnavailable(new RefundPayment(other, new RefundId("r-1"), null, null, null));
        putBack(last);

        expectRefused(refund());
        expectRefused(process(id, "another"));
        assertThat(send(process(id, "October")).version()).isEqualTo(1);
        assertThatExceptionOfType(ConflictingAggregateVersionException.class)
                .isThrownBy(() -> send(update("November", 7L)));
        assertThat(send(new UpdatePayment(other, patch("November"), null)).version())
                .isEqualTo(2);
    }

    @Test
    void a_decision_on_a_read_that_was_older_than_what_was_acknowledged_here_may_be_asked_again() {
        send(process(id, "October"));
        send(update("November", null));
        forget(refund());

        whileOneIsHandledWithout(id, () -> expectUnavailable(update("October", null)));

        assertThat(send(update("October", null)).version()).isEqualTo(3);
    }

    @Test
    void a_payment_that_was_not_shown_although_it_was_acknowledged_here_is_not_one_that_is_not_there() {
        send(process(id, "October"));
        forget(refund());

        whileOneIsHandledWithout(id, () -> expectUnavailable(update("November", null)));

        assertThat(send(update("November", null)).version()).isEqualTo(2);
    }

    @Test
    void an_unknown_payment_is_not_found() {
        assertThatExceptionOfType(AggregateNotFoundException.class).isThrownBy(() -> send(refund()));
    }

    /** A payment that has refused a command is read for the next one. */
    private void forget(PaymentCommand refused) {
        expectRefused(refused);
    }

    /** The read of the payment is old, those that follow are not. */
    private static void whileOneIsHandledWithout(PaymentId payment, Runnable command) {
        Registration registration = service.getBean(CommandBus.class)
                .registerHandlerInterceptor((unitOfWork, chain) -> {
                    Document last = takeOut(payment);
                    try {
                        return chain.proceed();
                    } finally {
                        putBack(last);
                    }
                });
        try (registration) {
            command.run();
        }
    }

    private static Document takeOut(PaymentId payment) {
        Document last = commits()
                .find(Filters.eq("aggregateId", payment.value()))
                .sort(Sorts.descending("firstSequence"))
                .first();
        commits().deleteOne(Filters.eq("_id", Objects.requireNonNull(last).get("_id")));
        return last;
    }

    private static void putBack(Document last) {
        commits().insertOne(last);
    }

    private static MongoCollection<Document> commits() {
        return service.getBean(MongoClient.class)
                .getDatabase("events_" + databases)
                .getCollection("commits");
    }

    private static void expectUnavailable(PaymentCommand command) {
        assertThatExceptionOfType(EventLogUnavailableException.class)
                .as("%s", command)
                .isThrownBy(() -> send(command));
    }

    private static void expectRefused(PaymentCommand command) {
        assertThatExceptionOfType(PaymentRefused.class).isThrownBy(() -> send(command));
    }

    private static ProcessPayment process(PaymentId payment, String text) {
        return new ProcessPayment(
                payment, Examples.BILLING, Examples.MONEY, new PaymentMethod("pm_ok"), new Description(text, Map.of()));
    }

    private UpdatePayment update(String text, @Nullable Long expectedSequence) {
        return new UpdatePayment(id, patch(text), expectedSequence);
    }

    private static DescriptionPatch patch(String text) {
        return new DescriptionPatch(new DescriptionPatch.TextChange.Set(text), false, Map.of());
    }

    private RefundPayment refund() {
        return new RefundPayment(id, new RefundId("r-1"), null, null, null);
    }

    private static Written send(PaymentCommand command) {
        return service.getBean(Commands.class)
                .send(command, new MessageContext("test", null, null))
                .written();
    }
}
