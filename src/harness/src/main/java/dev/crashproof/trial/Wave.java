package dev.crashproof.trial;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Trials that may be played at the same time: those that strike nobody but their own worker, or
 * those that meet the same faults of shared servers at the same places of their schedules. One wave
 * begins when the one before is over.
 */
final class Wave {
  private final Optional<Wave> before;
  private final Together together;
  private final CountDownLatch left;

  private Wave(Optional<Wave> before, int trials) {
    this.before = before;
    this.together = new Together(trials);
    this.left = new CountDownLatch(trials);
  }

  /**
   * A trial in its wave.
   *
   * @param number the trial's place among all, from 1
   * @param trial the trial
   * @param wave its wave
   */
  record Turn(int number, Trial trial, Wave wave) {}

  /**
   * Puts trials into waves, those that strike nobody else first.
   *
   * @param atMost how many trials that meet shared faults a wave may have: the number of lanes,
   *     since all of them must be under way for one to go on
   */
  static List<Turn> of(List<Trial> trials, int atMost) {
    Map<String, List<Integer>> alike =
        IntStream.range(0, trials.size())
            .boxed()
            .collect(
                Collectors.groupingBy(
                    i -> shared(trials.get(i)), LinkedHashMap::new, Collectors.toList()));
    List<List<Integer>> waves = new ArrayList<>();
    Optional.ofNullable(alike.remove("")).ifPresent(waves::add);
    for (List<Integer> same : alike.values()) {
      for (int from = 0; from < same.size(); from += atMost) {
        waves.add(same.subList(from, Math.min(same.size(), from + atMost)));
      }
    }
    List<Turn> turns = new ArrayList<>();
    Optional<Wave> last = Optional.empty();
    for (List<Integer> members : waves) {
      Wave wave = new Wave(last, members.size());
      members.forEach(i -> turns.add(new Turn(i + 1, trials.get(i), wave)));
      last = Optional.of(wave);
    }
    return turns;
  }

  /** Where in the schedule shared faults are, and which; empty where there is none. */
  private static String shared(Trial trial) {
    var faults = trial.schedule().faults();
    return IntStream.range(0, faults.size())
        .filter(i -> faults.get(i).fault().shared())
        .mapToObj(i -> i + ":" + faults.get(i).fault())
        .collect(Collectors.joining(","));
  }

  /** Waits until the wave before is over. */
  Together begin() throws InterruptedException {
    if (before.isPresent()) {
      before.get().left.await();
    }
    return together;
  }

  /** One of its trials is over. */
  void leave() {
    together.leave();
    left.countDown();
  }
}
