/** A gateway without a network: its outcomes follow from the payment method, its ledger shows what it did. */
@NullMarked
package io.paylog.command.gateway.simulated;

import org.jspecify.annotations.NullMarked;
