package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.history.boundary.Boundary;
import dev.crashproof.history.boundary.BoundaryKind;
import dev.crashproof.history.boundary.MessageName;
import dev.crashproof.history.boundary.PlannedBoundary;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OneOfEachTest {
  private static PlannedBoundary at(BoundaryKind kind, String message, boolean certain) {
    return new PlannedBoundary(
        new Boundary(kind, message), Optional.of(MessageName.first(message)), certain, Set.of());
  }

  private static PlannedBoundary before(String message) {
    return at(BoundaryKind.BEFORE, message, true);
  }

  private static PlannedBoundary late(String message) {
    return at(BoundaryKind.LATE, message, true);
  }

  @Test
  void eachKindIsStruckOnceAtEachSortOfMessageAllOverTheWorkflow() {
    assertThat(
            OneOfEach.names(
                List.of(
                    before("start-up GetSystemInfo"),
                    before("start-up DescribeNamespace"),
                    before("start-up database set #1"),
                    before("start-up database show #1"),
                    before("RespondActivityTaskCompleted a#1"),
                    late("RespondActivityTaskCompleted a#1"),
                    before("database a#1 insert #1"),
                    late("database a#1 insert #1"),
                    before("RespondActivityTaskCompleted b#1"),
                    late("RespondActivityTaskCompleted b#1"),
                    at(BoundaryKind.IDLE, "idle", true))))
        .containsExactly(
            "before start-up GetSystemInfo",
            "before start-up database show #1",
            "before RespondActivityTaskCompleted a#1",
            "late RespondActivityTaskCompleted b#1",
            "before database a#1 insert #1",
            "late database a#1 insert #1",
            "idle");
  }

  @Test
  void whatOnlyARaceReachesStandsForNothing() {
    assertThat(
            OneOfEach.names(
                List.of(
                    at(BoundaryKind.AFTER_IDLE, "RespondActivityTaskCompleted a#1", false),
                    before("RespondActivityTaskCompleted a#1"))))
        .containsExactly("before RespondActivityTaskCompleted a#1");
  }
}
