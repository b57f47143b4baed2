/**
 * What attribution and prediction of a recovery both read: the kill and its replacement among a
 * lane's ops, the tasks that changed hands on the wire, the timeouts and retries that the event
 * history promises, the server's clock. Pure values.
 */
@NullMarked
package dev.crashproof.history.recovery;

import org.jspecify.annotations.NullMarked;
