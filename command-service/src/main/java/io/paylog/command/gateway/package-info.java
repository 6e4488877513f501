/** The payment gateway: the port, the durable list of calls to make and the workers that make them. */
@NullMarked
package io.paylog.command.gateway;

import org.jspecify.annotations.NullMarked;
