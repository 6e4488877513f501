/** Which payments does an organization have? */
@NullMarked
package io.paylog.query.payments.listing;

import org.jspecify.annotations.NullMarked;
