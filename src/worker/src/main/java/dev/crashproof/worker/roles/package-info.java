/**
 * What a worker serves, as data: roles, and on which task queue each. Calls workflows, activities,
 * effects and settings.
 */
@NullMarked
package dev.crashproof.worker.roles;

import org.jspecify.annotations.NullMarked;
