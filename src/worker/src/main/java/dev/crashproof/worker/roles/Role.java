package dev.crashproof.worker.roles;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a worker can be told to serve. A role is data: one more needs nothing of the runtime.
 *
 * @param name what {@code WORKER_ROLES} calls it
 * @param taskQueue where it serves unless told otherwise
 * @param workflows the workflows' implementations
 * @param activities the activities' implementations
 * @param activitySlots how many of its activities run at the same time at most
 */
public record Role(
    String name,
    String taskQueue,
    Set<Class<?>> workflows,
    List<ActivityKind> activities,
    int activitySlots) {

  /** As many slots as the SDK gives a worker that asks for none. */
  public static final int USUAL_SLOTS = 200;

  /**
   * An implementation of activities and how one is made.
   *
   * @param type the class that has the activities
   * @param making makes one
   */
  public record ActivityKind(Class<?> type, Function<Means, Object> making) {

    /** Activities of this class, made so. */
    public static <A> ActivityKind of(Class<A> type, Function<Means, A> making) {
      return new ActivityKind(type, making::apply);
    }
  }

  /** Keeps copies, which nobody can change. */
  public Role {
    workflows = Set.copyOf(workflows);
    activities = List.copyOf(activities);
    if (name.isBlank() || !name.matches("[A-Za-z0-9._-]+")) {
      throw new IllegalArgumentException(
          "a role's name is '" + name + "': give it letters, digits, dots, dashes");
    }
    if (taskQueue.isBlank()) {
      throw new IllegalArgumentException("role '" + name + "' has no task queue: give it one");
    }
    if (workflows.isEmpty() && activities.isEmpty()) {
      throw new IllegalArgumentException(
          "role '" + name + "' is empty: give it workflows or activities to serve");
    }
    if (activitySlots < 1) {
      throw new IllegalArgumentException(
          "role '" + name + "' has " + activitySlots + " activity slots: give it one at least");
    }
  }

  /** Whether a worker of the one could do all work of the other, and the other way round. */
  boolean servesTheSameAs(Role other) {
    return workflows.equals(other.workflows) && activityTypes().equals(other.activityTypes());
  }

  private Set<Class<?>> activityTypes() {
    return activities.stream().map(ActivityKind::type).collect(Collectors.toUnmodifiableSet());
  }
}
