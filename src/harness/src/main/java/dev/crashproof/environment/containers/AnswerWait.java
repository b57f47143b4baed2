package dev.crashproof.environment.containers;

import java.time.Duration;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.containers.wait.strategy.WaitStrategyTarget;

/**
 * A wait strategy that leaves the waiting to the harness: a log line or an open port proves
 * nothing.
 */
final class AnswerWait implements WaitStrategy {
  @Override
  public void waitUntilReady(WaitStrategyTarget target) {}

  @Override
  public WaitStrategy withStartupTimeout(Duration startupTimeout) {
    return this;
  }
}
