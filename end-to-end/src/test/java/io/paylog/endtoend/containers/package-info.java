/** What can be known about the images and the compose file without anything that runs them. */
@NullMarked
package io.paylog.endtoend.containers;

import org.jspecify.annotations.NullMarked;
