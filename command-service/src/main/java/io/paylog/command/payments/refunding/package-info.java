/** Taking a refund over HTTP. */
@NullMarked
package io.paylog.command.payments.refunding;

import org.jspecify.annotations.NullMarked;
