/** What endpoints share beyond the common rules of HTTP: values of query parameters, and problems of the stores. */
@NullMarked
package io.paylog.query.web;

import org.jspecify.annotations.NullMarked;
