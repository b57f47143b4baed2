/** The effects: one row an attempt, one an effect. Pure values; calls no other room. */
@NullMarked
package dev.crashproof.ledger;

import org.jspecify.annotations.NullMarked;
