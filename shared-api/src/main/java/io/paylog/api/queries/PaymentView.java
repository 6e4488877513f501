package io.paylog.api.queries;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paylog.api.payments.Failure;
import io.paylog.api.payments.PaymentStatus;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A payment as the views have it. Times are UTC and cut to milliseconds, the precision of the store they come from.
 *
 * @param amount minor units of the currency
 * @param currency ISO 4217 code
 * @param amountRefunded minor units paid back so far, by refunds that succeeded
 * @param attempt which attempt to charge this is, from 1
 * @param version how many events the payment has had, from 1
 * @param processedAt when the gateway said yes to the charge
 * @param failedAt when the gateway said no to the last attempt
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PaymentView(
        String id,
        String organizationId,
        String userId,
        @Nullable String workflowId,
        @Nullable String resourceId,
        long amount,
        String currency,
        long amountRefunded,
        PaymentStatus status,
        String paymentMethod,
        @Nullable String description,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> metadata,
        int attempt,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant processedAt,
        @Nullable Instant failedAt,
        @Nullable Failure failure,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Refund> refunds) {

    public PaymentView {
        // Both are left out of JSON when empty, and come back as null. Sorted: equal views are equal byte for byte.
        metadata = Collections.unmodifiableMap(new TreeMap<>(Objects.requireNonNullElse(metadata, Map.of())));
        refunds = List.copyOf(Objects.requireNonNullElse(refunds, List.of()));
    }

    /**
     * @param amount minor units of the payment's currency
     * @param refundedAt when the gateway paid it back; absent as long as it has not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Refund(
            String id,
            long amount,
            @Nullable String reason,
            RefundStatus status,
            Instant requestedAt,
            @Nullable Instant refundedAt) {}

    /** Where a refund stands. */
    public enum RefundStatus {
        /** Its amount is reserved; the gateway's answer is not known. */
        PENDING,
        /** The gateway paid it back. */
        SUCCEEDED,
        /** The gateway said a definite no; its amount is released. */
        FAILED
    }
}
