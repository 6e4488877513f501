/** Trying to charge a payment again, over HTTP. */
@NullMarked
package io.paylog.command.payments.retrying;

import org.jspecify.annotations.NullMarked;
