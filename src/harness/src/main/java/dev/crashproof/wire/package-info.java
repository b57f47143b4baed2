/**
 * The interposers: between a worker and its Temporal server, its database, and the services it
 * calls. Byte for byte transparent until told otherwise. Calls history.
 */
@NullMarked
package dev.crashproof.wire;

import org.jspecify.annotations.NullMarked;
