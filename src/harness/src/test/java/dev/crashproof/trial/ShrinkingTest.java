package dev.crashproof.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.nemesis.Fault;
import dev.crashproof.nemesis.PlannedFault;
import dev.crashproof.nemesis.Schedule;
import dev.crashproof.nemesis.When;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What does not matter is taken away, and nothing that does. */
class ShrinkingTest {
  private final List<Schedule> tried = new ArrayList<>();

  private static Schedule of(int faults) {
    return Schedule.of(
        IntStream.range(0, faults)
            .mapToObj(
                i -> new PlannedFault(new Fault.Kill(), new When.AtTime(Duration.ofMillis(i))))
            .toArray(PlannedFault[]::new));
  }

  private Schedule shrink(Schedule whole, Predicate<Schedule> fails) {
    return Shrinking.of(
        whole,
        schedule -> {
          tried.add(schedule);
          return fails.test(schedule);
        });
  }

  private static Predicate<Schedule> needing(Schedule whole, Set<Integer> places) {
    return schedule -> schedule.faults().containsAll(whole.only(places).faults());
  }

  @Test
  void ofThreeTheOneThatMattersIsLeft() {
    Schedule three = of(3);
    for (int i = 0; i < 3; i++) {
      assertThat(shrink(three, needing(three, Set.of(i)))).isEqualTo(three.only(Set.of(i)));
    }
    assertThat(tried).hasSizeLessThan(3 * 6);
  }

  @Test
  void whatFailsOnlyTogetherIsKeptTogether() {
    Schedule three = of(3);
    for (Set<Integer> two : List.of(Set.of(0, 1), Set.of(0, 2), Set.of(1, 2))) {
      assertThat(shrink(three, needing(three, two))).isEqualTo(three.only(two));
    }
    assertThat(shrink(three, schedule -> false)).isEqualTo(three);
  }

  @Test
  void twoOfManyAreFound() {
    Schedule many = of(12);

    assertThat(shrink(many, needing(many, Set.of(2, 9)))).isEqualTo(many.only(Set.of(2, 9)));
    assertThat(tried).doesNotHaveDuplicates().hasSizeLessThan(80);
  }

  @Test
  void oneFaultIsNotTriedAgain() {
    assertThat(shrink(of(1), schedule -> true)).isEqualTo(of(1));
    assertThat(tried).isEmpty();
  }
}
