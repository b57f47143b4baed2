/**
 * What the interposers on byte streams have in common: one event loop accepts connections, carries
 * bytes both ways, keeps what is held, and writes down what passes. What a request or an answer is,
 * a {@link dev.crashproof.wire.stream.Dialogue} tells. Calls wire and history.
 */
@NullMarked
package dev.crashproof.wire.stream;

import org.jspecify.annotations.NullMarked;
