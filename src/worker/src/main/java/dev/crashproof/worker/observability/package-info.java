/** How a worker is seen from outside: logs, liveness, readiness, metrics. Calls settings. */
@NullMarked
package dev.crashproof.worker.observability;

import org.jspecify.annotations.NullMarked;
