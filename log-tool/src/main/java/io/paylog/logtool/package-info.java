/** The log from the command line: exports, imports and verifies it. */
@NullMarked
package io.paylog.logtool;

import org.jspecify.annotations.NullMarked;
