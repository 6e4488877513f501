package io.paylog.query.payments;

import io.paylog.api.payments.PaymentStatus;
import io.paylog.query.payments.PaymentDocument.FailureDocument;
import io.paylog.query.payments.PaymentDocument.MetadataPair;
import io.paylog.query.payments.PaymentDocument.StatusChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A copy of a document in which an event's changes are made; what an event does not mention stays as it was. */
final class PaymentDraft {

    private final PaymentDocument before;
    private PaymentStatus status;
    private int attempt;
    private Instant attemptStartedAt;
    private String paymentMethod;
    private @Nullable String description;
    private List<MetadataPair> metadata;
    private long amountRefunded;
    private @Nullable Instant processedAt;
    private @Nullable Instant failedAt;
    private @Nullable FailureDocument failure;
    private final List<RefundDocument> refunds;

    PaymentDraft(PaymentDocument before) {
        this.before = before;
        this.status = before.status();
        this.attempt = before.attempt();
        this.attemptStartedAt = before.attemptStartedAt();
        this.paymentMethod = before.paymentMethod();
        this.description = before.description();
        this.metadata = before.metadata();
        this.amountRefunded = before.amountRefunded();
        this.processedAt = before.processedAt();
        this.failedAt = before.failedAt();
        this.failure = before.failure();
        this.refunds = new ArrayList<>(before.refunds());
    }

    PaymentDraft status(PaymentStatus after) {
        status = after;
        return this;
    }

    PaymentDraft processed(int ofAttempt, Instant time) {
        attempt = ofAttempt;
        processedAt = time;
        failedAt = null;
        failure = null;
        return this;
    }

    PaymentDraft failed(int ofAttempt, FailureDocument why, Instant time) {
        attempt = ofAttempt;
        failedAt = time;
        failure = why;
        return this;
    }

    PaymentDraft retried(int newAttempt, String method, Instant time) {
        attempt = newAttempt;
        attemptStartedAt = time;
        paymentMethod = method;
        failedAt = null;
        failure = null;
        return this;
    }

    PaymentDraft described(@Nullable String text, List<MetadataPair> pairs) {
        description = text;
        metadata = pairs;
        return this;
    }

    PaymentDraft refunded(long total) {
        amountRefunded = total;
        return this;
    }

    PaymentDraft refund(RefundDocument requested) {
        refunds.add(requested);
        return this;
    }

    /** @throws IllegalStateException if there is no such refund */
    PaymentDraft refund(String id, UnaryOperator<RefundDocument> change) {
        for (int index = 0; index < refunds.size(); index++) {
            if (refunds.get(index).id().equals(id)) {
                refunds.set(index, change.apply(refunds.get(index)));
                return this;
            }
        }
        throw new IllegalStateException("payment " + before.id() + " has no refund " + id);
    }

    PaymentDocument at(long position, Instant time) {
        return new PaymentDocument(
                before.id(),
                position,
                before.version() + 1,
                before.organizationId(),
                before.userId(),
                before.workflowId(),
                before.resourceId(),
                before.amount(),
                before.currency(),
                amountRefunded,
                status,
                paymentMethod,
                description,
                metadata,
                attempt,
                attemptStartedAt,
                before.createdAt(),
                time,
                processedAt,
                failedAt,
                failure,
                List.copyOf(refunds),
                statuses(position, time));
    }

    private List<StatusChange> statuses(long position, Instant time) {
        if (status == before.status()) {
            return before.statuses();
        }
        List<StatusChange> statuses = new ArrayList<>(before.statuses());
        statuses.add(new StatusChange(status, position, time));
        return List.copyOf(statuses);
    }
}
