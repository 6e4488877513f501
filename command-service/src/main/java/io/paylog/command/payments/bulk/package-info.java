/** Taking many payments in one request. */
@NullMarked
package io.paylog.command.payments.bulk;

import org.jspecify.annotations.NullMarked;
