/** What the worker is told: flag over environment over file. Pure values once read. */
@NullMarked
package dev.crashproof.worker.settings;

import org.jspecify.annotations.NullMarked;
