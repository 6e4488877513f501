package io.paylog.command.gateway;

import io.paylog.api.payments.Failure;

/** What a gateway says to a call. */
public sealed interface GatewayAnswer {

    /**
     * Money has moved.
     *
     * @param reference the gateway's own identifier of what it did
     */
    record Approved(String reference) implements GatewayAnswer {}

    /** A definite no: no money has moved, and none will for this key. */
    record Declined(Failure failure) implements GatewayAnswer {}

    /** Nobody knows whether money has moved; the same key is to be called again. */
    record Unresolved(String reason) implements GatewayAnswer {}
}
