/** What endpoints share beyond the common rules of HTTP: query parameters, and problems of the stores. */
@NullMarked
package io.paylog.query.web;

import org.jspecify.annotations.NullMarked;
