/** The activities: what touches the world. Calls effects and source. */
@NullMarked
package dev.crashproof.worker.activities;

import org.jspecify.annotations.NullMarked;
