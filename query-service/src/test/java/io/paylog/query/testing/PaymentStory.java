package io.paylog.query.testing;

import io.paylog.api.money.Money;
import io.paylog.api.payments.Billing;
import io.paylog.api.payments.Description;
import io.paylog.api.payments.Failure;
import io.paylog.api.payments.OrganizationId;
import io.paylog.api.payments.PaymentEvent;
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
import io.paylog.api.payments.UserId;
import java.time.Instant;
import java.util.Map;

/** The events of one payment, as the command service would record them. */
public record PaymentStory(PaymentId id, Billing billing, Money money) {

    public static final Instant CREATED_AT = Instant.parse("2026-01-02T03:04:05.678Z");

    public static PaymentStory of(String id, String organization, long amount) {
        Billing billing = new Billing(new OrganizationId(organization), new UserId("user-1"), null, null);
        return new PaymentStory(new PaymentId(id), billing, Money.of(amount, "EUR"));
    }

    public PaymentStory in(String currency) {
        return new PaymentStory(id, billing, Money.of(money.amount(), currency));
    }

    public PaymentEvent created() {
        Description description = new Description("October", Map.of("invoice", "2026-0042", "a.$b", "c"));
        return new PaymentCreated(
                id, billing, money, new PaymentMethod("pm_ok"), description, 1, PaymentStatus.PROCESSING);
    }

    public PaymentEvent processed() {
        return processed(1);
    }

    public PaymentEvent failed() {
        return failed(1);
    }

    public PaymentEvent processed(int attempt) {
        return new PaymentProcessed(
                id,
                billing,
                money,
                attempt,
                "charge-" + attempt,
                PaymentStatus.PROCESSING,
                PaymentStatus.COMPLETED,
                CREATED_AT);
    }

    public PaymentEvent failed(int attempt) {
        Failure failure = new Failure("card_declined", "The card was declined.", true);
        return new PaymentFailed(
                id, billing, money, attempt, failure, PaymentStatus.PROCESSING, PaymentStatus.FAILED, CREATED_AT);
    }

    public PaymentEvent retried(int attempt, String method) {
        return new PaymentRetried(
                id,
                billing,
                money,
                attempt,
                new PaymentMethod(method),
                PaymentStatus.FAILED,
                PaymentStatus.PROCESSING,
                CREATED_AT);
    }

    public PaymentEvent updated(String text, Map<String, String> metadata, PaymentStatus status) {
        return new PaymentUpdated(id, billing, money, new Description(text, metadata), status, status, CREATED_AT);
    }

    public PaymentEvent deleted() {
        return deleted("a duplicate");
    }

    public PaymentEvent deleted(String reason) {
        return new PaymentDeleted(id, billing, money, reason, PaymentStatus.FAILED, PaymentStatus.DELETED, CREATED_AT);
    }

    public PaymentEvent refundRequested(String refund, long amount, PaymentStatus status) {
        return new RefundRequested(
                id,
                billing,
                money,
                new RefundId(refund),
                amount,
                amount,
                "as agreed",
                money.amount() - amount,
                "charge-1",
                status,
                status,
                CREATED_AT,
                CREATED_AT);
    }

    public PaymentEvent refunded(String refund, long amount, long total, PaymentStatus before, PaymentStatus after) {
        return new PaymentRefunded(
                id,
                billing,
                money,
                new RefundId(refund),
                amount,
                total,
                money.amount() - total,
                "refund-" + refund,
                before,
                after,
                CREATED_AT,
                CREATED_AT);
    }

    public PaymentEvent refundFailed(String refund, long amount, PaymentStatus status) {
        Failure failure = new Failure("refused", "The gateway refused.", false);
        return new RefundFailed(
                id,
                billing,
                money,
                new RefundId(refund),
                amount,
                money.amount(),
                failure,
                status,
                status,
                CREATED_AT,
                CREATED_AT);
    }
}
