/** What all endpoints share: parameters, problems, the way to the query bus. */
@NullMarked
package io.paylog.query.web;

import org.jspecify.annotations.NullMarked;
