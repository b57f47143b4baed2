/** How a worker is seen from outside: real workers, real servers, and clocks that tests turn. */
@NullMarked
package dev.crashproof.worker.observability;

import org.jspecify.annotations.NullMarked;
