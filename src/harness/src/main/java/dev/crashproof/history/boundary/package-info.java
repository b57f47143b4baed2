/** The points at which a crash could matter, and their names. Pure values. */
@NullMarked
package dev.crashproof.history.boundary;

import org.jspecify.annotations.NullMarked;
