/** The service that takes commands and keeps payments. */
@NullMarked
package io.paylog.command;

import org.jspecify.annotations.NullMarked;
