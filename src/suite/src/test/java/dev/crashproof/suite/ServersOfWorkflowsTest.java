package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.checker.Checker;
import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Validity;
import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.History;
import dev.crashproof.ledger.Ledger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who served a workflow is read from its event history, and strangers are found there. */
class ServersOfWorkflowsTest {
  private static final Map<String, String> ROLES =
      Map.of("1@here", "monolith", "2@here", "verification");
  private static final Checker BY_THE_MONOLITH =
      new ServedByChecker(Set.of("monolith"), identity -> Optional.ofNullable(ROLES.get(identity)));

  @Test
  void aWorkflowOfOneRoleIsItsOwn() {
    assertThat(check(BY_THE_MONOLITH, started("1@here"), started("1@here")))
        .isEqualTo(Validity.VALID);
  }

  @Test
  void anotherRoleAStrangerAndNobodyAreTold() {
    assertThat(check(BY_THE_MONOLITH, started("1@here"), started("2@here")))
        .isEqualTo(Validity.INVALID);
    assertThat(check(BY_THE_MONOLITH, started("3@here"))).isEqualTo(Validity.INVALID);
    assertThat(check(BY_THE_MONOLITH)).isEqualTo(Validity.UNKNOWN);
  }

  @Test
  void versionsAreToldInTheirOrder() {
    Checker upgraded = VersionsChecker.of("v1", "v3");

    assertThat(check(upgraded, done("v1"), done("v1"), done("v3"))).isEqualTo(Validity.VALID);
    assertThat(check(upgraded, done("v1"), done("v2"), done("v3"))).isEqualTo(Validity.INVALID);
    assertThat(check(upgraded, done("v3"), done("v1"))).isEqualTo(Validity.INVALID);
    assertThat(check(upgraded, done("v1"))).isEqualTo(Validity.INVALID);
    assertThat(check(upgraded)).isEqualTo(Validity.INVALID);
  }

  private static Validity check(Checker checker, Event... events) {
    List<Event> numbered = new ArrayList<>();
    for (Event event : events) {
      numbered.add(new Event(numbered.size() + 1, event.time(), event.type(), event.attributes()));
    }
    return checker
        .check(
            new Evidence(
                new History(List.of()),
                new EventHistory("w", "r", numbered),
                Ledger.empty(),
                Optional.empty()))
        .validity();
  }

  private static Event started(String identity) {
    return new Event(1, Instant.EPOCH, "ActivityTaskStarted", Map.of("identity", identity));
  }

  private static Event done(String buildId) {
    return new Event(
        1, Instant.EPOCH, "WorkflowTaskCompleted", Map.of("deploymentVersion.buildId", buildId));
  }
}
