package dev.crashproof.worker.roles;

import dev.crashproof.worker.activities.ApprovalActivitiesImpl;
import dev.crashproof.worker.activities.DataActivitiesImpl;
import dev.crashproof.worker.activities.IntegrationActivitiesImpl;
import dev.crashproof.worker.activities.NotificationActivitiesImpl;
import dev.crashproof.worker.activities.VerificationActivitiesImpl;
import dev.crashproof.worker.roles.Role.ActivityKind;
import dev.crashproof.worker.settings.RoleChoice;
import dev.crashproof.worker.settings.Setting;
import dev.crashproof.worker.settings.SettingsException;
import dev.crashproof.worker.workflows.ApprovalWorkflowImpl;
import dev.crashproof.worker.workflows.DurableDemoWorkflowImpl;
import dev.crashproof.worker.workflows.IntegrationWorkflowImpl;
import dev.crashproof.worker.workflows.VerificationWorkflowImpl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The roles that a worker can be given, by name. */
public final class Roles {

  /** Phase 1's workflows and activities. */
  public static final Role GENERAL =
      new Role(
          "general",
          "default",
          Set.of(DurableDemoWorkflowImpl.class, ApprovalWorkflowImpl.class),
          List.of(
              ActivityKind.of(
                  DataActivitiesImpl.class, means -> new DataActivitiesImpl(means.effects())),
              ActivityKind.of(
                  NotificationActivitiesImpl.class,
                  means -> new NotificationActivitiesImpl(means.effects())),
              ActivityKind.of(
                  ApprovalActivitiesImpl.class,
                  means -> new ApprovalActivitiesImpl(means.effects()))),
          Role.USUAL_SLOTS);

  /**
   * Judging source. It computes: more at once than there are processors would only make each
   * slower, until all of them time out.
   */
  public static final Role VERIFICATION =
      new Role(
          "verification",
          "verification",
          Set.of(VerificationWorkflowImpl.class),
          List.of(
              ActivityKind.of(
                  VerificationActivitiesImpl.class,
                  means -> new VerificationActivitiesImpl(means.effects()))),
          Math.max(1, Runtime.getRuntime().availableProcessors()));

  /** Other people's services over HTTP. */
  public static final Role INTEGRATION =
      new Role(
          "integration",
          "integration",
          Set.of(IntegrationWorkflowImpl.class),
          List.of(
              ActivityKind.of(
                  IntegrationActivitiesImpl.class,
                  means ->
                      new IntegrationActivitiesImpl(
                          means.effects(), means.settings().apiBaseUrl()))),
          Role.USUAL_SLOTS);

  private final Map<String, Role> byName = new LinkedHashMap<>();

  private Roles(List<Role> roles) {
    for (Role role : roles) {
      if (byName.putIfAbsent(role.name(), role) != null) {
        throw new IllegalArgumentException(
            "two roles are called '" + role.name() + "': rename one of them");
      }
    }
  }

  /** All of them on one queue: the worker of Phase 1, and where a split begins. */
  public static final Role MONOLITH =
      together("monolith", "default", GENERAL, VERIFICATION, INTEGRATION);

  /** The roles of ADR-006. */
  public static Roles standard() {
    return of(GENERAL, VERIFICATION, INTEGRATION, MONOLITH);
  }

  private static Role together(String name, String taskQueue, Role... roles) {
    return new Role(
        name,
        taskQueue,
        Stream.of(roles)
            .flatMap(role -> role.workflows().stream())
            .collect(Collectors.toUnmodifiableSet()),
        Stream.of(roles).flatMap(role -> role.activities().stream()).toList(),
        Role.USUAL_SLOTS);
  }

  /** These roles and no others. */
  public static Roles of(Role... roles) {
    return new Roles(List.of(roles));
  }

  /** These and one more. */
  public Roles with(Role role) {
    List<Role> all = new ArrayList<>(byName.values());
    all.add(role);
    return new Roles(all);
  }

  /**
   * Who serves where.
   *
   * @param choices the roles that a worker is told to have
   * @param taskQueue where roles serve that name no queue of their own
   * @throws SettingsException if a role does not exist, or if two that differ meet on one queue: a
   *     task there would reach the one that cannot do it as often as the one that can
   */
  public List<Assignment> assign(List<RoleChoice> choices, Optional<String> taskQueue)
      throws SettingsException {
    Map<String, Assignment> byQueue = new LinkedHashMap<>();
    for (RoleChoice choice : choices) {
      Role role = byName.get(choice.role());
      if (role == null) {
        throw new SettingsException(
            Setting.ROLES.key()
                + " names the role '"
                + choice.role()
                + "', which does not exist: give some of "
                + String.join(", ", byName.keySet())
                + ".");
      }
      String queue = choice.taskQueue().or(() -> taskQueue).orElse(role.taskQueue());
      Assignment present = byQueue.putIfAbsent(queue, new Assignment(role, queue));
      if (present != null && !present.role().servesTheSameAs(role)) {
        throw new SettingsException(
            Setting.ROLES.key()
                + " puts "
                + present.role().name()
                + " and "
                + role.name()
                + " on the task queue '"
                + queue
                + "', but they serve different work: give each a queue of its own, as in "
                + role.name()
                + "@"
                + role.taskQueue()
                + ".");
      }
    }
    return List.copyOf(byQueue.values());
  }
}
