package io.paylog.command.gateway;

/** What a gateway knows of a key: its answer, that it never heard of the key, or nothing that can be told now. */
public sealed interface GatewayKnowledge permits GatewayAnswer, GatewayKnowledge.NeverHeardOf {

    /**
     * The gateway has no call with this key. This is not a no: an earlier call may still be under way and arrive after
     * the look-up. So the same key is called again, of which the gateway does one at most; a new key could be a second
     * charge beside the late one.
     */
    record NeverHeardOf() implements GatewayKnowledge {}
}
