/** Money as whole minor units of a circulating currency; never a floating-point number. */
@NullMarked
package io.paylog.api.money;

import org.jspecify.annotations.NullMarked;
