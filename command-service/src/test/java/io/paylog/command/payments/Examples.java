package io.paylog.command.payments;

import io.paylog.api.money.Money;
import io.paylog.api.payments.Billing;
import io.paylog.api.payments.Description;
import io.paylog.api.payments.Failure;
import io.paylog.api.payments.OrganizationId;
import io.paylog.api.payments.PaymentCommand.ProcessPayment;
import io.paylog.api.payments.PaymentEvent.PaymentCreated;
import io.paylog.api.payments.PaymentEvent.PaymentDeleted;
import io.paylog.api.payments.PaymentEvent.PaymentFailed;
import io.paylog.api.payments.PaymentEvent.PaymentProcessed;
import io.paylog.api.payments.PaymentEvent.PaymentRefunded;
import io.paylog.api.payments.PaymentEvent.PaymentRetried;
import io.paylog.api.payments.PaymentEvent.PaymentUpdated;
import io.paylog.api.payments.PaymentEvent.RefundFailed;
import io.paylog.api.payments.PaymentEvent.RefundRequested;
import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentMethod;
import io.paylog.api.payments.PaymentStatus;
import io.paylog.api.payments.RefundId;
import io.paylog.api.payments.ResourceId;
import io.paylog.api.payments.UserId;
import io.paylog.api.payments.WorkflowId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A payment of 1,000 euro cents and what may happen to it. */
final class Examples {

    static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    static final PaymentId ID = new PaymentId("inv-1");
    static final Billing BILLING = new Billing(
            new OrganizationId("org-7"), new UserId("user-9"), new WorkflowId("wf-3"), new ResourceId("vm-5"));
    static final Money MONEY = Money.of(1_000, "EUR");
    static final Failure DECLINED = new Failure("card_declined", "The card was declined", true);
    static final Failure EXPIRED = new Failure("card_expired", "The card has expired", false);
    static final String CHARGE = "ch_1";
    static final PaymentMethod METHOD = new PaymentMethod("pm_ok");
    static final PaymentMethod OTHER_METHOD = new PaymentMethod("pm_other");

    private Examples() {}

    static ProcessPayment processPayment(String text) {
        return new ProcessPayment(ID, BILLING, MONEY, METHOD, new Description(text, Map.of("invoice", "1")));
    }

    static PaymentCreated created() {
        return new PaymentCreated(
                ID,
                BILLING,
                MONEY,
                METHOD,
                new Description("October", Map.of("invoice", "1")),
                1,
                PaymentStatus.PROCESSING);
    }

    static PaymentProcessed processed() {
        return new PaymentProcessed(
                ID, BILLING, MONEY, 1, CHARGE, PaymentStatus.PROCESSING, PaymentStatus.COMPLETED, NOW);
    }

    static PaymentFailed failed() {
        return failed(1, DECLINED);
    }

    static PaymentFailed failed(int attempt, Failure failure) {
        return new PaymentFailed(
                ID, BILLING, MONEY, attempt, failure, PaymentStatus.PROCESSING, PaymentStatus.FAILED, NOW);
    }

    static PaymentRetried retried(int attempt, PaymentMethod method) {
        return new PaymentRetried(
                ID, BILLING, MONEY, attempt, method, PaymentStatus.FAILED, PaymentStatus.PROCESSING, NOW);
    }

    static PaymentUpdated updated(Description description, PaymentStatus status) {
        return new PaymentUpdated(ID, BILLING, MONEY, description, status, status, NOW);
    }

    static PaymentDeleted deleted(@Nullable String reason) {
        return new PaymentDeleted(ID, BILLING, MONEY, reason, PaymentStatus.FAILED, PaymentStatus.DELETED, NOW);
    }

    static RefundRequested refundRequested(String id, @Nullable Long requested, long amount, long remaining) {
        return refundRequested(id, requested, amount, remaining, PaymentStatus.COMPLETED);
    }

    static RefundRequested refundRequested(
            String id, @Nullable Long requested, long amount, long remaining, PaymentStatus status) {
        return new RefundRequested(
                ID,
                BILLING,
                MONEY,
                new RefundId(id),
                requested,
                amount,
                "goodwill",
                remaining,
                CHARGE,
                status,
                status,
                NOW,
                NOW);
    }

    static PaymentRefunded refunded(
            String id, long amount, long total, long remaining, PaymentStatus before, PaymentStatus after) {
        return new PaymentRefunded(
                ID, BILLING, MONEY, new RefundId(id), amount, total, remaining, "re_" + id, before, after, NOW, NOW);
    }

    static RefundFailed refundFailed(String id, long amount, long remaining) {
        return new RefundFailed(
                ID,
                BILLING,
                MONEY,
                new RefundId(id),
                amount,
                remaining,
                DECLINED,
                PaymentStatus.COMPLETED,
                PaymentStatus.COMPLETED,
                NOW,
                NOW);
    }
}
