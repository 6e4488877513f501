package io.paylog.query.payments;

import io.paylog.api.payments.PaymentStatus;
import io.paylog.query.projecting.ViewDocument;
import java.time.Instant;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A payment as MongoDB has it. Amounts are 64-bit integers of minor units.
 *
 * @param metadata pairs rather than fields, because keys may contain dots and dollar signs
 */
public record PaymentDocument(
        @BsonId String id,
        long position,
        long version,
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
        List<MetadataPair> metadata,
        int attempt,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant processedAt,
        @Nullable Instant failedAt,
        @Nullable FailureDocument failure,
        List<RefundDocument> refunds)
        implements ViewDocument {

    /** One pair of what the client attached. */
    public record MetadataPair(String key, String value) {}

    /** The gateway's definite no to the last attempt. */
    public record FailureDocument(String code, String message, boolean retryable) {}
}
