package dev.crashproof.worker.settings;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * How the worker can be watched.
 *
 * @param address where liveness, readiness and metrics are served over HTTP; empty for nowhere
 * @param livenessTimeout how long its polling may stand still before it no longer counts as live
 */
public record MonitorSettings(Optional<InetSocketAddress> address, Duration livenessTimeout) {}
