/** The interposer between a worker and an HTTP/1.1 service. Calls wire and history. */
@NullMarked
package dev.crashproof.wire.http;

import org.jspecify.annotations.NullMarked;
