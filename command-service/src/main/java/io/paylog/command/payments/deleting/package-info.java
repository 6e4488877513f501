/** Hiding a payment over HTTP. */
@NullMarked
package io.paylog.command.payments.deleting;

import org.jspecify.annotations.NullMarked;
