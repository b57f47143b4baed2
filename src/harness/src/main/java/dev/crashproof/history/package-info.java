/**
 * What happened, in one order: ops of the harness, and the server's event history. Pure values;
 * calls no other room.
 */
@NullMarked
package dev.crashproof.history;

import org.jspecify.annotations.NullMarked;
