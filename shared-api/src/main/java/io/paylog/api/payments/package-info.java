/** Payments: their identifiers and parts, the commands that change them and the events that record the changes. */
@NullMarked
package io.paylog.api.payments;

import org.jspecify.annotations.NullMarked;
