package io.paylog.command.payments.retrying;

import io.paylog.api.payments.PaymentCommand.RetryPayment;
import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentMethod;
import io.paylog.command.web.Fields;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A new attempt to charge a payment, as clients write it.
 *
 * @param attempt the number of the attempt, from 2, which makes repeating the request safe; absent: the next one
 * @param paymentMethod charged from now on; absent: the one of the attempt before
 */
record RetryRequest(@Nullable Integer attempt, @Nullable String paymentMethod) {

    /**
     * @param expectedSequence sequence number of the last event the client has seen; absent: any
     * @throws io.paylog.web.InvalidRequestException naming every field that is wrong
     */
    RetryPayment toCommand(PaymentId paymentId, @Nullable Long expectedSequence) {
        Fields fields = new Fields();
        Optional<PaymentMethod> method = fields.optional("paymentMethod", paymentMethod, PaymentMethod::new);
        return fields.build(() -> new RetryPayment(paymentId, attempt, method.orElse(null), expectedSequence));
    }
}
