package io.paylog.command.gateway.contract;

import io.paylog.api.payments.PaymentMethod;
import io.paylog.command.gateway.PaymentGateway;

/** How the contract gets at a gateway: an adapter, payment methods with known outcomes, and the gateway's own books. */
public interface GatewayUnderTest {

    PaymentGateway gateway();

    /** The same adapter, with nobody at the other end. */
    PaymentGateway unreachable();

    /** Is charged and paid back. */
    PaymentMethod approved();

    /** Is not charged, always. */
    PaymentMethod declined();

    /** Is charged and paid back, but the answer to the first call with each key is lost. */
    PaymentMethod answerLost();

    /**
     * What the gateway itself says, not the adapter: minor units that it has taken or paid back under a key, every time
     * counted; 0 if it never heard of the key.
     */
    long moved(String key);
}
