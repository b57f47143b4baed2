@NullMarked
package dev.crashproof.worker.connection;

import org.jspecify.annotations.NullMarked;
