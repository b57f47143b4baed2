/** The distribution: the training run that makes its class archive, and the tests that try it. */
@NullMarked
package dev.crashproof.worker.dist;

import org.jspecify.annotations.NullMarked;
