package io.paylog.command.payments;

import io.paylog.api.payments.DescriptionPatch;
import io.paylog.api.payments.DescriptionPatch.TextChange;
import io.paylog.api.payments.Failure;
import io.paylog.api.payments.PaymentCommand;
import io.paylog.api.payments.PaymentCommand.CompletePayment;
import io.paylog.api.payments.PaymentCommand.CompleteRefund;
import io.paylog.api.payments.PaymentCommand.DeletePayment;
import io.paylog.api.payments.PaymentCommand.FailPayment;
import io.paylog.api.payments.PaymentCommand.FailRefund;
import io.paylog.api.payments.PaymentCommand.ProcessPayment;
import io.paylog.api.payments.PaymentCommand.RefundPayment;
import io.paylog.api.payments.PaymentCommand.RetryPayment;
import io.paylog.api.payments.PaymentCommand.UpdatePayment;
import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentMethod;
import io.paylog.api.payments.RefundId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.SimpleEventBus;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;
import org.jspecify.annotations.Nullable;

/** Payments to which random commands happen, accepted ones and refused ones. */
final class Histories {

    private static final int COMMANDS = 60;

    /** Plain, beyond the basic plane, combining (and the same composed), from right to left, hardly a character. */
    private static final List<String> TEXTS = List.of(
            "", "November", "\ud83d\ude00 \ud834\udd1e", "e\u0301", "\u00e9", "\u202e\u05d0", "\u2028\ufeff\uffff");

    private static final AggregateModel<Payment> MODEL =
            AnnotatedAggregateMetaModelFactory.inspectAggregate(Payment.class);

    private Histories() {}

    /** The events of a payment; the same for the same seed, but for their time. */
    static List<DomainEventMessage<?>> random(long seed) {
        Random random = new Random(seed);
        InMemory payment = new InMemory();
        payment.answer(Examples.processPayment("October"));
        for (int i = 0; i < COMMANDS; i++) {
            payment.answer(command(random, Examples.ID));
        }
        return payment.events;
    }

    /** A payment that is nowhere but in memory, with all its events. */
    static final class InMemory {

        private final List<DomainEventMessage<?>> events = new ArrayList<>();
        private final EventSourcedAggregate<Payment> payment;

        InMemory() {
            SimpleEventBus bus = SimpleEventBus.builder().build();
            bus.subscribe(published -> published.forEach(event -> events.add((DomainEventMessage<?>) event)));
            payment = begin(new Payment(), bus);
        }

        /** How the payment stands, or why it refuses. */
        Object answer(PaymentCommand command) {
            DefaultUnitOfWork<?> unitOfWork = DefaultUnitOfWork.startAndGet(new GenericCommandMessage<>(command));
            try {
                Object written = payment.handle(unitOfWork.getMessage());
                unitOfWork.commit();
                return written;
            } catch (PaymentRefused refused) {
                unitOfWork.rollback(refused);
                return refused.refusal();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    static ProcessPayment addressed(ProcessPayment command, PaymentId id) {
        return new ProcessPayment(
                id, command.billing(), command.money(), command.paymentMethod(), command.description());
    }

    static PaymentCommand command(Random random, PaymentId id) {
        RefundId refund = new RefundId("r-" + random.nextInt(6));
        int attempt = 1 + random.nextInt(3);
        return switch (random.nextInt(24)) {
            case 0 -> new DeletePayment(id, random.nextBoolean() ? text(random) : null, null);
            case 1, 2, 3 -> new FailPayment(id, attempt, failure(random));
            case 4 -> new CompletePayment(id, attempt, Examples.CHARGE);
            case 5, 6, 7 -> new RetryPayment(id, null, method(random), null);
            case 8, 9, 10 -> new UpdatePayment(id, patch(random), null);
            case 11, 12, 13, 14, 15 -> new RefundPayment(id, refund, amount(random), text(random), null);
            case 16, 17, 18, 19 -> new CompleteRefund(id, refund, "re_" + refund);
            default -> new FailRefund(id, refund, failure(random));
        };
    }

    private static Failure failure(Random random) {
        return new Failure("card_declined", text(random), random.nextBoolean());
    }

    private static @Nullable PaymentMethod method(Random random) {
        return random.nextBoolean() ? new PaymentMethod("pm_" + random.nextInt(3)) : null;
    }

    private static @Nullable Long amount(Random random) {
        return random.nextInt(5) == 0 ? null : 1 + random.nextLong(400);
    }

    private static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private static DescriptionPatch patch(Random random) {
        TextChange text = random.nextBoolean() ? new TextChange.Remove() : new TextChange.Set(text(random));
        return new DescriptionPatch(text, random.nextBoolean(), Map.of("key" + random.nextInt(3), text(random)));
    }

    /** The payment after these messages, of which the first may be a snapshot. */
    static EventSourcedAggregate<Payment> replay(List<? extends DomainEventMessage<?>> messages) {
        Payment root = messages.getFirst().getPayload() instanceof Payment state ? state : new Payment();
        EventSourcedAggregate<Payment> payment =
                begin(root, SimpleEventBus.builder().build());
        payment.initializeState(DomainEventStream.of(messages));
        return payment;
    }

    private static EventSourcedAggregate<Payment> begin(Payment root, SimpleEventBus bus) {
        return EventSourcedAggregate.initialize(root, MODEL, bus, NoSnapshotTriggerDefinition.TRIGGER);
    }
}
