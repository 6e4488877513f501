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
import io.paylog.command.web.Pointers;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Map;
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
        Map<String, String> pairs = pairs(fields);
        return fields.build(() -> new ProcessPayment(
                paymentId.orElseGet(() -> new PaymentId(UUID.randomUUID().toString())),
                new Billing(
                        organization.orElseThrow(), user.orElseThrow(), workflow.orElse(null), resource.orElse(null)),
                new Money(minorUnits.orElseThrow(), unit.orElseThrow()),
                method.orElseThrow(),
                new Description(description, pairs)));
    }

    /** Each is looked at alone, so that the one that is wrong is named, and then how many they are. */
    private Map<String, String> pairs(Fields fields) {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (metadata != null) {
            metadata.forEach((key, value) ->
                    fields.part("/metadata" + Pointers.to(key), () -> pairs.put(key, checked(key, value))));
            fields.optional("metadata", pairs, all -> new Description(null, all));
        }
        return pairs;
    }

    private static String checked(String key, @Nullable String value) {
        if (value == null) {
            throw new IllegalArgumentException("must be a string");
        }
        Description.checkPair(key, value);
        return value;
    }
}
