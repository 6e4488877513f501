package io.paylog.command.payments;

import io.paylog.api.payments.PaymentId;
import io.paylog.api.payments.PaymentStatus;

/**
 * Where a payment stands after a command.
 *
 * @param version how many events the payment has, from 1
 */
public record Written(PaymentId paymentId, PaymentStatus status, long version) {}
