/**
 * The way to the Temporal server: API key and TLS, read again when their files change. Calls
 * settings.
 */
@NullMarked
package dev.crashproof.worker.connection;

import org.jspecify.annotations.NullMarked;
