/**
 * The interposer between a worker and its Postgres: protocol 3's framing. Calls wire and history.
 */
@NullMarked
package dev.crashproof.wire.postgres;

import org.jspecify.annotations.NullMarked;
