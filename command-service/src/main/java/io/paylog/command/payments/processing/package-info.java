/** Taking a payment over HTTP. */
@NullMarked
package io.paylog.command.payments.processing;

import org.jspecify.annotations.NullMarked;
