/** What HTTP has in common in both services: problems and correlation. */
@NullMarked
package io.paylog.web;

import org.jspecify.annotations.NullMarked;
