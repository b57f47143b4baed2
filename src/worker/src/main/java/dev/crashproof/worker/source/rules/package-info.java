/** What is found in source that is sound Java: one small class a rule. Calls source. */
@NullMarked
package dev.crashproof.worker.source.rules;

import org.jspecify.annotations.NullMarked;
