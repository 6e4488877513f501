/** What all endpoints share: problems, headers, correlation. */
@NullMarked
package io.paylog.command.web;

import org.jspecify.annotations.NullMarked;
