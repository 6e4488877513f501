/** What can be asked of the views, and the answers. */
@NullMarked
package io.paylog.api.queries;

import org.jspecify.annotations.NullMarked;
