/** How a command reaches its aggregate: checked, correlated, logged, retried on conflict. */
@NullMarked
package io.paylog.command.bus;

import org.jspecify.annotations.NullMarked;
