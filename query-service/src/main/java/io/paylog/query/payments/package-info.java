/** The payments view: one document for each payment. */
@NullMarked
package io.paylog.query.payments;

import org.jspecify.annotations.NullMarked;
