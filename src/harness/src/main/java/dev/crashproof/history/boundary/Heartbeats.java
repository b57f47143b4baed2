package dev.crashproof.history.boundary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which heartbeats are struck: the first of an attempt, and the last that every run came to. How
 * many there are is a matter of time, and so no part of a boundary's name.
 */
final class Heartbeats {
  private final Map<String, Integer> last = new HashMap<>();

  Heartbeats(List<GoldenRun> runs) {
    for (GoldenRun run : runs) {
      Map<String, Integer> most = new HashMap<>();
      run.messages()
          .forEach(
              it ->
                  Heartbeat.of(it.name())
                      .ifPresent(
                          beat -> most.merge(series(it.name(), beat), beat.ordinal(), Math::max)));
      most.forEach((series, ordinal) -> last.merge(series, ordinal, Math::min));
    }
  }

  /** Whether the message is struck, if it is a heartbeat. */
  boolean struck(MessageName name) {
    return Heartbeat.of(name)
        .map(beat -> beat.ordinal() == 1 || beat.ordinal() == last(name, beat))
        .orElse(true);
  }

  /** What a message is called in a boundary's name. */
  String label(MessageName name) {
    return Heartbeat.of(name)
        .filter(beat -> struck(name))
        .map(
            beat ->
                new MessageName(
                        beat.series() + (beat.ordinal() == 1 ? " first" : " last"), name.attempt())
                    .toString())
        .orElse(name.toString());
  }

  private int last(MessageName name, Heartbeat beat) {
    return last.getOrDefault(series(name, beat), 0);
  }

  private static String series(MessageName name, Heartbeat beat) {
    return beat.series() + " " + name.attempt();
  }
}
