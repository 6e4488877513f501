/** What every adapter of a payment gateway has to pass, and the proof that it notices adapters that do not. */
@NullMarked
package io.paylog.command.gateway.contract;

import org.jspecify.annotations.NullMarked;
