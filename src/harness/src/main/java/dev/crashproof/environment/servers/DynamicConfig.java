package dev.crashproof.environment.servers;

import java.time.Duration;
import java.util.Optional;

/** The Temporal server's dynamic configuration: stock, but for what was asked for. */
public final class DynamicConfig {
  private DynamicConfig() {}

  /**
   * The file's text.
   *
   * @param timerMaxTimeShift {@code history.timerProcessorMaxTimeShift}, stock where absent
   */
  public static String yaml(Optional<Duration> timerMaxTimeShift) {
    return timerMaxTimeShift
        .map(
            shift ->
                "history.timerProcessorMaxTimeShift:\n  - value: %sms\n"
                    .formatted(shift.toMillis()))
        .orElse("{}\n");
  }
}
