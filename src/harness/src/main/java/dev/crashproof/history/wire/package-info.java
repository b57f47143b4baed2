/**
 * What passed on the wires between a worker and its peers, as ops: the words in which interposers
 * write them down, and the exchanges that can be read from them. Pure values.
 */
@NullMarked
package dev.crashproof.history.wire;

import org.jspecify.annotations.NullMarked;
