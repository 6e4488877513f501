package io.paylog.command.gateway;

import io.paylog.api.payments.Failure;

/** What a gateway says to a call; also what a look-up may find. */
public sealed interface GatewayAnswer extends GatewayKnowledge {

    /**
     * Money has moved.
     *
     * @param reference the gateway's own identifier of what it did
     */
    record Approved(String reference) implements GatewayAnswer {}

    /** A definite no: no money has moved, and none will for this key. */
    record Declined(Failure failure) implements GatewayAnswer {}

    /**
     * Nobody knows whether money has moved; the same key is to be looked up and called again.
     *
     * @param reason for the log
     */
    record Unresolved(String reason) implements GatewayAnswer {}
}
