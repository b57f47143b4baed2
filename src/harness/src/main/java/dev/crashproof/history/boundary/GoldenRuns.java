package dev.crashproof.history.boundary;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The golden runs of one workflow so far, and what they have in common.
 *
 * @param runs the runs, in the order played
 * @param startUps how workers came up, where that is to be struck too
 */
public record GoldenRuns(List<GoldenRun> runs, List<StartUp> startUps) {
  private static final int IN_A_ROW = 5;

  /** Copies the lists, so that the value never changes. */
  public GoldenRuns {
    runs = List.copyOf(runs);
    startUps = List.copyOf(startUps);
  }

  /** Before the first run. */
  public static GoldenRuns none() {
    return new GoldenRuns(List.of(), List.of());
  }

  /** These and another run. */
  public GoldenRuns with(GoldenRun run) {
    List<GoldenRun> more = new ArrayList<>(runs);
    more.add(run);
    return new GoldenRuns(more, startUps);
  }

  /** These and another start-up. */
  public GoldenRuns with(StartUp startUp) {
    List<StartUp> more = new ArrayList<>(startUps);
    more.add(startUp);
    return new GoldenRuns(runs, more);
  }

  /** How many runs there are. */
  public int size() {
    return runs.size();
  }

  /** Whether the last five runs added no boundary to those before them. */
  public boolean settled() {
    if (runs.size() <= IN_A_ROW) {
      return false;
    }
    Set<String> known = new HashSet<>();
    int quiet = 0;
    for (GoldenRun run : runs) {
      quiet = known.addAll(points(run)) ? 0 : quiet + 1;
    }
    return quiet >= IN_A_ROW;
  }

  /** The names of all messages that matter to the workflow, in the order first seen. */
  public Set<MessageName> names() {
    Set<MessageName> names = new LinkedHashSet<>();
    runs.forEach(run -> names.addAll(names(run)));
    return names;
  }

  /** The names that every run had. */
  public Set<MessageName> always() {
    Set<MessageName> always = names();
    runs.forEach(run -> always.retainAll(names(run)));
    return always;
  }

  /** The names that some runs had and others had not. */
  public Set<MessageName> sometimes() {
    Set<MessageName> sometimes = names();
    sometimes.removeAll(always());
    return sometimes;
  }

  private static Set<MessageName> names(GoldenRun run) {
    Set<MessageName> names = new LinkedHashSet<>();
    run.messages().stream()
        .filter(it -> it.message().matters())
        .forEach(it -> names.add(it.name()));
    return names;
  }

  /** What of a run could make a boundary. How many heartbeats there were is a matter of time. */
  private static Set<String> points(GoldenRun run) {
    Set<String> points = new HashSet<>();
    for (GoldenMessage it : run.messages()) {
      if (it.message().matters()) {
        String name = Heartbeat.of(it.name()).map(Heartbeat::series).orElse(it.name().toString());
        points.add(name);
        if (!it.leadsTo().isEmpty()) {
          points.add(BoundaryKind.AFTER_ASSIGNED.word() + " " + name);
        }
      }
    }
    return points;
  }
}
