/** The Payment aggregate: what may happen to a payment, and what is refused. */
@NullMarked
package io.paylog.command.payments;

import org.jspecify.annotations.NullMarked;
