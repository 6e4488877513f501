/** The language both services speak. */
@NullMarked
package io.paylog.api;

import org.jspecify.annotations.NullMarked;
