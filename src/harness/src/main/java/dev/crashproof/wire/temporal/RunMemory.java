package dev.crashproof.wire.temporal;

import dev.crashproof.history.wire.CommandFact;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What later messages of a workflow's run refer to. Safe for use by many threads. */
final class RunMemory {
  /** Nexus operations and activities: what was scheduled, by the event that scheduled it. */
  private final Map<Long, Scheduled> scheduled = new ConcurrentHashMap<>();

  private final Map<String, String> updates = new ConcurrentHashMap<>();
  private volatile long previousStarted = -1;

  /**
   * What was scheduled.
   *
   * @param name the activity's type, or the Nexus operation
   * @param id the activity's id; empty for a Nexus operation
   */
  record Scheduled(String name, String id) {}

  boolean knows(long event) {
    return scheduled.containsKey(event);
  }

  void scheduled(long event, String name, String id) {
    scheduled.put(event, new Scheduled(name, id));
  }

  CommandFact about(String type, long scheduledEvent) {
    Scheduled what = scheduled.getOrDefault(scheduledEvent, new Scheduled("", ""));
    return new CommandFact(type, what.name(), what.id());
  }

  /** The type of the activity of that id; empty where it is not known. */
  String activityType(String id) {
    return scheduled.values().stream()
        .filter(activity -> activity.id().equals(id))
        .map(Scheduled::name)
        .findFirst()
        .orElse("");
  }

  void update(String id, String name) {
    updates.put(id, name);
  }

  String update(String id) {
    return updates.getOrDefault(id, "");
  }

  /** More of the event history will come, page by page, and what lies after that event is news. */
  void pagesFollow(long after) {
    previousStarted = after;
  }

  void lastPage() {
    previousStarted = -1;
  }

  /** After which event there is news on the pages to come; empty where none are awaited. */
  OptionalLong newsAfter() {
    long after = previousStarted;
    return after < 0 ? OptionalLong.empty() : OptionalLong.of(after);
  }

  /** The memory of all runs. */
  static final class OfAll {
    private static final int MOST = 1_000;

    private final Map<String, RunMemory> byRun = new Bounded<>(MOST);

    synchronized RunMemory of(String runId) {
      return byRun.computeIfAbsent(runId, id -> new RunMemory());
    }

    synchronized @Nullable RunMemory known(String runId) {
      return byRun.get(runId);
    }
  }
}
