package dev.crashproof.worker.observability;

import java.time.Duration;
import java.time.Instant;

/** What the server knows of this worker's polls. */
@FunctionalInterface
public interface Pollers {

  /**
   * Asks the server.
   *
   * @param taskQueue where the polls are
   * @param kind what they ask for
   * @param within how long the answer may take
   */
  Sighting sighting(String taskQueue, TaskKind kind, Duration within);

  /** The server's answer, or that there is none. */
  sealed interface Sighting {}

  /**
   * It has seen a poll.
   *
   * @param last the last one, by the server's clock
   */
  record Seen(Instant last) implements Sighting {}

  /** It knows of none. */
  record Unseen() implements Sighting {}

  /**
   * It could not be asked.
   *
   * @param why in words that follow a colon
   */
  record Unknown(String why) implements Sighting {}
}
