package dev.crashproof.junit;

import dev.crashproof.checker.Verdict;
import dev.crashproof.environment.Environment;
import dev.crashproof.environment.Environments;
import dev.crashproof.lane.Grounds;
import dev.crashproof.lane.PlayException;
import dev.crashproof.process.Run;
import dev.crashproof.process.RunRegistry;
import dev.crashproof.report.SweepDirectory;
import dev.crashproof.sweep.Sweep;
import dev.crashproof.sweep.SweepPlan;
import dev.crashproof.workload.TemporalNamespace;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The real sweep, in a namespace and a run of its own: none of its workers outlives it. */
final class LiveSweep implements Sweeping {
  private final SweepOrder order;
  private final Run processes;
  private final TemporalNamespace namespace;
  private final Sweep sweep;
  private @Nullable SweepPlan plan;

  private LiveSweep(SweepOrder order, Run processes, TemporalNamespace namespace, Sweep sweep) {
    this.order = order;
    this.processes = processes;
    this.namespace = namespace;
    this.sweep = sweep;
  }

  static LiveSweep open(Environment environment, SweepOrder order) {
    String address = environment.temporalAddress();
    TemporalNamespace namespace =
        TemporalNamespace.connect(address, environment.newNamespace("sweep"));
    try {
      Run processes = RunRegistry.standard(Environments.leftoverCleaners()).open();
      Grounds grounds = new Grounds(address, namespace, processes, order.facts().resolve("output"));
      return new LiveSweep(
          order,
          processes,
          namespace,
          Sweep.of(order.subject(), grounds, order.settings()).rerunBy(order.rerun()));
    } catch (RuntimeException e) {
      namespace.close();
      throw e;
    }
  }

  @Override
  public Outline plan() {
    SweepPlan made = sweep.plan(SweepDirectory.at(order.facts()), order.mode());
    plan = made;
    return new Outline(
        made.goldenRuns().size(),
        made.boundaries().stream().map(planned -> planned.boundary().toString()).toList(),
        made.plan().exclusions().stream()
            .map(e -> new Outline.Exclusion(e.boundary().toString(), e.reason()))
            .toList(),
        made.plan().exhaustive(),
        made.plan().exhaustiveWhy());
  }

  @Override
  public Verdict run(Optional<String> only, Consumer<JudgedPoint> listener) {
    SweepPlan made = planned();
    sweep.run(
        only.map(made::only).orElse(made),
        order.mode(),
        SweepDirectory.at(order.facts()),
        point -> listener.accept(new JudgedPoint(point.name(), point.validity(), point.reasons())));
    return made.verdict();
  }

  private SweepPlan planned() {
    if (plan == null) {
      throw new PlayException("The sweep was not planned: play its golden runs first.");
    }
    return plan;
  }

  @Override
  public void close() {
    try (namespace) {
      processes.close();
    }
  }
}
