package dev.crashproof.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.crashproof.history.boundary.Boundary;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The same seed gives the same schedules, and each can happen. */
class RandomSchedulesTest {
  private static final List<Fault> FAULTS =
      List.of(
          new Fault.Kill(),
          new Fault.Pause(false),
          new Fault.NetworkCut(Duration.ofSeconds(1)),
          new Fault.ConnectionsTerminated());
  private static final List<Boundary> BOUNDARIES =
      List.of(
          Boundary.parse("before RespondActivityTaskCompleted a#1"),
          Boundary.parse("after RespondActivityTaskCompleted a#1"),
          Boundary.parse("before RespondActivityTaskCompleted b#1"));
  private static final RandomSchedules RANDOM =
      new RandomSchedules(
          FAULTS,
          BOUNDARIES,
          List.of(new When.AtEvent("ActivityTaskScheduled", 1)),
          Duration.ofMillis(500));

  @Test
  void theSameSeedGivesTheSame() {
    assertThat(RANDOM.draw(7, 200)).isEqualTo(RANDOM.draw(7, 200)).hasSize(200);
    assertThat(RANDOM.draw(7, 200)).isNotEqualTo(RANDOM.draw(8, 200));
    assertThat(RANDOM.draw(7, 20)).isEqualTo(RANDOM.draw(7, 200).subList(0, 20));
  }

  @Test
  void eachCanBeDrawnAgainAlone() {
    assertThat(RANDOM.draw(7, 50))
        .allSatisfy(schedule -> assertThat(RANDOM.draw(schedule.seed())).isEqualTo(schedule));
  }

  @Test
  void allThatWasGivenIsDrawn() {
    List<Schedule> drawn = RANDOM.draw(7, 500);

    assertThat(drawn.stream().map(schedule -> schedule.faults().size()).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(1, 2, 3);
    List<PlannedFault> faults = drawn.stream().flatMap(s -> s.faults().stream()).toList();
    assertThat(faults).extracting(PlannedFault::fault).containsAll(FAULTS);
    assertThat(faults.stream().map(fault -> fault.when().getClass()).collect(Collectors.toSet()))
        .hasSize(4);
    assertThat(
            faults.stream()
                .filter(fault -> fault.when() instanceof When.AtBoundary)
                .map(fault -> ((When.AtBoundary) fault.when()).boundary())
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(BOUNDARIES);
  }

  @Test
  void aScheduleCanHappen() {
    assertThat(RANDOM.draw(7, 500))
        .allSatisfy(
            schedule -> {
              assertThat(schedule.faults().get(0).when()).isNotInstanceOf(When.Recovering.class);
              assertThat(
                      schedule.faults().stream()
                          .filter(fault -> fault.when() instanceof When.AtBoundary)
                          .map(f -> BOUNDARIES.indexOf(((When.AtBoundary) f.when()).boundary()))
                          .toList())
                  .isSorted()
                  .satisfies(
                      places -> {
                        // Both of a's messages are called otherwise in a second attempt.
                        assertThat(places).isNotEqualTo(List.of(0, 1)).doesNotHaveDuplicates();
                      });
            });
  }

  @Test
  void nothingCanBeDrawnFromNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RandomSchedules(List.of(), BOUNDARIES, List.of(), Duration.ZERO))
        .withMessageContaining("0 faults and 3 boundaries");
  }
}
