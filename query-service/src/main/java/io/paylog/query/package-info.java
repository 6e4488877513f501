/** The query service: views of the log, and the questions they answer. */
@NullMarked
package io.paylog.query;

import org.jspecify.annotations.NullMarked;
