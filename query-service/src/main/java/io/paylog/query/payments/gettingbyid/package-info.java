/** Which payment has this identifier? */
@NullMarked
package io.paylog.query.payments.gettingbyid;

import org.jspecify.annotations.NullMarked;
