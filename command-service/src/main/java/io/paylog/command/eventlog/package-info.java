/** Opens the event log and makes it Axon's event store. */
@NullMarked
package io.paylog.command.eventlog;

import org.jspecify.annotations.NullMarked;
