package dev.crashproof.wire.temporal;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tasks that were handed over, by their token's fingerprint. Safe for use by many threads. */
final class Tasks {
  /** More than any worker has in hand; a token that is not answered is forgotten some day. */
  private static final int MOST = 10_000;

  private final Map<String, HandedTask> known = new Bounded<>(MOST);
  private final Map<String, HandedTask> open = new Bounded<>(MOST);

  /** A task has been handed over. */
  synchronized void handed(HandedTask task) {
    known.put(task.facts().token(), task);
    // A query alone is no task: nothing waits for it but whoever asked.
    if (!task.queries().containsKey("")) {
      open.put(task.facts().token(), task);
    }
  }

  /** The task of that token, answered or not. */
  synchronized Optional<HandedTask> of(String token) {
    return Optional.ofNullable(known.get(token));
  }

  /** The server needs no more answer to that token. */
  synchronized void settled(String token) {
    open.remove(token);
  }

  synchronized List<OpenTask> open(int start) {
    return open.values().stream()
        .map(HandedTask::facts)
        .filter(task -> task.start() == start)
        .toList();
  }
}
