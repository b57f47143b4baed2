/** Roles and where they serve. */
@NullMarked
package dev.crashproof.worker.roles;

import org.jspecify.annotations.NullMarked;
