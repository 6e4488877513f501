/** Changing what is said about a payment, over HTTP. */
@NullMarked
package io.paylog.command.payments.updating;

import org.jspecify.annotations.NullMarked;
