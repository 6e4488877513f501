/** How tests of both services send what strangers send, and check how it is refused. */
@NullMarked
package io.paylog.web.testing;

import org.jspecify.annotations.NullMarked;
