package io.paylog.command.payments.bulk;

import io.paylog.api.payments.PaymentCommand.ProcessPayment;
import org.jspecify.annotations.Nullable;

/** One of many payments that are asked for at once. */
sealed interface BulkItem {

    /** It can be executed. */
    record Asked(ProcessPayment command) implements BulkItem {}

    /**
     * It cannot be understood.
     *
     * @param id absent: none was given, or none that can be read
     */
    record Wrong(@Nullable String id, RuntimeException why) implements BulkItem {}
}
