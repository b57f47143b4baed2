/** A Temporal server that lets in only those it knows, and what to show it. */
@NullMarked
package dev.crashproof.suite.secure;

import org.jspecify.annotations.NullMarked;
