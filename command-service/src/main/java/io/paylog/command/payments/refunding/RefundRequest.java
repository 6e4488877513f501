package io.paylog.command.payments.refunding;

import io.paylog.api.money.Money;
import io.paylog.api.payments.FreeText;
import io.paylog.api.payments.PaymentCommand.RefundPayment;
import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.RefundId;
import io.paylog.command.web.Fields;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A refund to make, as clients write it.
 *
 * @param id absent: one is generated
 * @param amount minor units of the payment's currency; absent: all that remains
 */
record RefundRequest(
        @Nullable String id,
        @Nullable Long amount,
        @Nullable String reason) {

    /**
     * @param expectedSequence sequence number of the last event the client has seen; absent: any
     * @throws io.paylog.web.InvalidRequestException naming every field that is wrong
     */
    RefundPayment toCommand(PaymentId paymentId, @Nullable Long expectedSequence) {
        Fields fields = new Fields();
        Optional<RefundId> refundId = fields.optional("id", id, RefundId::new);
        fields.optional("amount", amount, Money::checkAmount);
        fields.optional("reason", reason, FreeText::reason);
        return fields.build(() -> new RefundPayment(
                paymentId,
                refundId.orElseGet(() -> new RefundId(UUID.randomUUID().toString())),
                amount,
                reason,
                expectedSequence));
    }
}
