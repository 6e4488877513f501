/** How messages are written: JSON with neutral type names, apart from the classes that carry them today. */
@NullMarked
package io.paylog.api.serialization;

import org.jspecify.annotations.NullMarked;
