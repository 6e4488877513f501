package io.paylog.command.payments.processing;

import io.paylog.api.money.CirculatingCurrencies;
import io.paylog.api.money.Money;
import io.paylog.api.payments.Billing;
import io.paylog.api.payments.Description;
import io.paylog.api.payments.OrganizationId;
import io.paylog.api.payments.PaymentCommand.ProcessPayment;
import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentMethod;
import io.paylog.api.payments.ResourceId;
import io.paylog.api.payments.UserId;
import io.paylog.api.payments.WorkflowId;
import io.paylog.command.web.Fields;
import java.util.Currency;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment to create, as clients write it.
 *
 * @param id absent: one is generated
 * @param amount minor units of the currency
 */
public record ProcessPaymentRequest(
        @Nullable String id,
        @Nullable String organizationId,
        @Nullable String userId,
        @Nullable Long amount,
        @Nullable String currency,
        @Nullable String paymentMethod,
        @Nullable String description,
        @Nullable Map<String, @Nullable String> metadata,
        @Nullable String workflowId,
        @Nullable String resourceId) {

    /** @throws io.paylog.web.InvalidRequestException naming every field that is wrong */
    public ProcessPayment toCommand() {
        Fields fields = new Fields();
        Optional<PaymentId> paymentId = fields.optional("id", id, PaymentId::new);
        Optional<OrganizationId> organization = fields.required("organizationId", organizationId, OrganizationId::new);
        Optional<UserId> user = fields.required("userId", userId, UserId::new);
        Optional<Long> minorUnits = fields.required("amount", amount, Money::checkAmount);
        Optional<Currency> unit = fields.required("currency", currency, CirculatingCurrencies::parse);
        Optional<PaymentMethod> method = fields.required("paymentMethod", paymentMethod, PaymentMethod::new);
        Optional<WorkflowId> workflow = fields.optional("workflowId", workflowId, WorkflowId::new);
        Optional<ResourceId> resource = fields.optional("resourceId", resourceId, ResourceId::new);
        fields.optional("description", description, text -> new Description(text, Map.of()));
        fields.optional("metadata", metadata, ProcessPaymentRequest::described);
        return fields.build(() -> new ProcessPayment(
                paymentId.orElseGet(() -> new PaymentId(UUID.randomUUID().toString())),
                new Billing(
                        organization.orElseThrow(), user.orElseThrow(), workflow.orElse(null), resource.orElse(null)),
                new Money(minorUnits.orElseThrow(), unit.orElseThrow()),
                method.orElseThrow(),
                new Description(
                        description,
                        metadata == null ? Map.of() : described(metadata).metadata())));
    }

    private static Description described(Map<String, @Nullable String> metadata) {
        if (metadata.values().stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException("metadata values must be strings");
        }
        return new Description(null, metadata);
    }
}
