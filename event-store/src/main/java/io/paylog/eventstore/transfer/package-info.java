/** The log as a file and back: export, import and verification of compressed JSON lines, for backup and for tests. */
@NullMarked
package io.paylog.eventstore.transfer;

import org.jspecify.annotations.NullMarked;
