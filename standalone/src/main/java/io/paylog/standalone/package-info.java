/** Both services in one JVM, on stores of this machine: the two-minute start. */
@NullMarked
package io.paylog.standalone;

import org.jspecify.annotations.NullMarked;
