package dev.crashproof.trial;

import dev.crashproof.checker.FaultsChecker;
import dev.crashproof.checker.Validity;
import dev.crashproof.environment.Environment;
import dev.crashproof.lane.Grounds;
import dev.crashproof.lane.Lanes;
import dev.crashproof.lane.Patience;
import dev.crashproof.lane.PlayException;
import dev.crashproof.lane.Subject;
import dev.crashproof.nemesis.Fault;
import dev.crashproof.nemesis.Nemesis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** Many trials, played in several lanes at the same time. */
public final class Campaign {
  private final String id;
  private final IntFunction<Subject> subjects;
  private final Grounds grounds;
  private final Environment environment;
  private final Patience patience;
  private final int lanes;

  /**
   * A campaign.
   *
   * @param id what task queues and workflow ids begin with, unique in the namespace
   * @param subjects gives each lane, from 1, its worker; give each its own database where faults
   *     strike a database's sessions or volume
   * @param grounds the servers
   * @param environment the same, as far as it can be struck
   * @param patience how long is waited
   * @param lanes how many trials are under way at once
   */
  public Campaign(
      String id,
      IntFunction<Subject> subjects,
      Grounds grounds,
      Environment environment,
      Patience patience,
      int lanes) {
    this.id = id;
    this.subjects = subjects;
    this.grounds = grounds;
    this.environment = environment;
    this.patience = patience;
    this.lanes = lanes;
  }

  /** Why a trial can't be played there, as a clause; empty where it can. */
  public Optional<String> unsupported(Trial trial) {
    return trial.schedule().faults().stream()
        .flatMap(planned -> Nemesis.unsupported(planned.fault(), environment).stream())
        .findFirst();
  }

  /**
   * Plays trials; one whose faults did not all strike is played again.
   *
   * @param trials what can be played here
   * @param tries how often a trial is played at most until all its faults have struck
   * @param listener told each run that counts as soon as it is judged, by several threads
   * @return the runs that count, one a trial, in no order
   * @throws PlayException when it can't go on
   */
  public List<TrialRun> play(List<Trial> trials, int tries, Consumer<TrialRun> listener) {
    List<TrialRun> counted = Collections.synchronizedList(new ArrayList<>());
    // A clock that can be moved is put between a worker and its system: only where one is moved.
    play(without(trials, Campaign::skewed), tries, listener, counted, false);
    play(without(trials, trial -> !skewed(trial)), tries, listener, counted, true);
    return List.copyOf(counted);
  }

  private static List<Trial> without(List<Trial> trials, Predicate<Trial> which) {
    return trials.stream().filter(which.negate()).toList();
  }

  private static boolean skewed(Trial trial) {
    return trial.schedule().faults().stream().anyMatch(f -> f.fault() instanceof Fault.ClockSkew);
  }

  private void play(
      List<Trial> trials,
      int tries,
      Consumer<TrialRun> listener,
      List<TrialRun> counted,
      boolean clocks) {
    List<Trial> left = trials;
    for (int attempt = 1; !left.isEmpty(); attempt++) {
      boolean last = attempt >= tries;
      List<Trial> again = Collections.synchronizedList(new ArrayList<>());
      round(
          "%s-%s%d".formatted(id, clocks ? "skewed-" : "", attempt),
          left,
          clocks,
          run -> {
            if (last || isSample(run)) {
              counted.add(run);
              listener.accept(run);
            } else {
              again.add(run.trial());
            }
          });
      left = List.copyOf(again);
    }
  }

  /** One that went wrong is heard at once: it would do so again. */
  private static boolean isSample(TrialRun run) {
    return run.judgement().validity() == Validity.INVALID
        || (run.complete()
            && run.judgement().verdicts().stream()
                .filter(verdict -> verdict.checker().equals(FaultsChecker.NAME))
                .allMatch(verdict -> verdict.validity() == Validity.VALID));
  }

  private void round(String name, List<Trial> trials, boolean clocks, Consumer<TrialRun> told) {
    // A clock that can be moved takes microseconds to read, and a JVM that starts reads it often:
    // the SDK would take slow starts side by side for deadlocks.
    int places = clocks ? 1 : Math.min(lanes, trials.size());
    Queue<Wave.Turn> turns = new ConcurrentLinkedQueue<>(Wave.of(trials, places));
    Lanes.play(
        places,
        number ->
            TrialLane.open(
                name + "-" + number,
                subjects.apply(number),
                grounds,
                environment,
                patience,
                clocks),
        lane -> {
          for (Wave.Turn next = turns.poll(); next != null; next = turns.poll()) {
            told.accept(turn(lane, name, next));
          }
        });
  }

  private static TrialRun turn(TrialLane lane, String name, Wave.Turn turn) {
    try {
      Together together = turn.wave().begin();
      return lane.play(turn.trial(), "%s-w%d".formatted(name, turn.number()), together);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlayException("The campaign was interrupted.", e);
    } finally {
      turn.wave().leave();
    }
  }
}
