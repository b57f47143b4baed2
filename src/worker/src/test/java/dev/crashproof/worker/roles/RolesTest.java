package dev.crashproof.worker.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.crashproof.worker.activities.DataActivitiesImpl;
import dev.crashproof.worker.activities.NotificationActivitiesImpl;
import dev.crashproof.worker.roles.Role.ActivityKind;
import dev.crashproof.worker.settings.RoleChoice;
import dev.crashproof.worker.settings.SettingsException;
import dev.crashproof.worker.workflows.DurableDemoWorkflowImpl;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Roles meet queues, or a sentence says why they cannot. */
class RolesTest {
  private static final Role DATA =
      new Role(
          "data",
          "data",
          Set.of(DurableDemoWorkflowImpl.class),
          List.of(
              ActivityKind.of(
                  DataActivitiesImpl.class, means -> new DataActivitiesImpl(means.effects()))),
          4);
  private static final Role DATA_AGAIN =
      new Role("data-2", "data", DATA.workflows(), DATA.activities(), 8);
  private static final Role NEWS =
      new Role(
          "news",
          "news",
          Set.of(),
          List.of(
              ActivityKind.of(
                  NotificationActivitiesImpl.class,
                  means -> new NotificationActivitiesImpl(means.effects()))),
          4);
  private static final Roles ROLES = Roles.of(DATA, NEWS).with(DATA_AGAIN);

  private static RoleChoice role(String name) {
    return new RoleChoice(name, Optional.empty());
  }

  private static RoleChoice role(String name, String queue) {
    return new RoleChoice(name, Optional.of(queue));
  }

  @Test
  void eachServesItsOwnQueueUnlessToldOtherwise() throws SettingsException {
    assertThat(ROLES.assign(List.of(role("data"), role("news", "other")), Optional.empty()))
        .containsExactly(new Assignment(DATA, "data"), new Assignment(NEWS, "other"));
    assertThat(ROLES.assign(List.of(role("news")), Optional.of("given")))
        .containsExactly(new Assignment(NEWS, "given"));
    assertThat(ROLES.assign(List.of(role("news", "own")), Optional.of("given")))
        .containsExactly(new Assignment(NEWS, "own"));
  }

  @Test
  void integrationIsARoleOfItsOwnAndPartOfTheMonolith() throws SettingsException {
    assertThat(Roles.standard().assign(List.of(role("integration")), Optional.empty()))
        .containsExactly(new Assignment(Roles.INTEGRATION, "integration"));
    assertThat(Roles.MONOLITH.workflows()).containsAll(Roles.INTEGRATION.workflows());
    assertThat(Roles.MONOLITH.activities()).containsAll(Roles.INTEGRATION.activities());
  }

  @Test
  void twoThatServeTheSameAreOneOnAQueue() throws SettingsException {
    assertThat(ROLES.assign(List.of(role("data"), role("data-2")), Optional.empty()))
        .containsExactly(new Assignment(DATA, "data"));
  }

  @Test
  void twoThatDifferDoNotMeetOnAQueue() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> ROLES.assign(List.of(role("data"), role("news")), Optional.of("both")))
        .withMessage(
            "WORKER_ROLES puts data and news on the task queue 'both', but they serve different work:"
                + " give each a queue of its own, as in news@news.");
  }

  @Test
  void aRoleThatDoesNotExistIsNamedBesideThoseThatDo() {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> ROLES.assign(List.of(role("ops")), Optional.empty()))
        .withMessage(
            "WORKER_ROLES names the role 'ops', which does not exist: give some of data, news, data-2.");
  }

  @Test
  void aRoleThatCouldNotServeIsRefusedWhenItIsMade() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Role("idle", "idle", Set.of(), List.of(), 1))
        .withMessage("role 'idle' is empty: give it workflows or activities to serve");
    assertThatIllegalArgumentException().isThrownBy(() -> ROLES.with(DATA));
  }
}
