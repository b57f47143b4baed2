package dev.crashproof.lane;

import dev.crashproof.environment.Database;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.process.Child;
import dev.crashproof.process.Death;
import dev.crashproof.process.ProcessException;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.wire.Interceptor;
import dev.crashproof.wire.Wire;
import dev.crashproof.wire.http.HttpInterposer;
import dev.crashproof.wire.postgres.PostgresInterposer;
import dev.crashproof.wire.temporal.TemporalInterposer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A place for one worker: the wires stay, on fixed ports, and the process behind them comes and
 * goes.
 */
public final class WorkerSlot implements AutoCloseable {
  private final String taskQueue;
  private final Grounds grounds;
  private final TemporalInterposer temporal;
  private final List<Wire> wires;
  private final WorkerProcess process;
  private final Recorder recorder;

  private WorkerSlot(
      String taskQueue,
      Grounds grounds,
      TemporalInterposer temporal,
      List<Wire> wires,
      WorkerProcess process,
      Recorder recorder) {
    this.recorder = recorder;
    this.taskQueue = taskQueue;
    this.grounds = grounds;
    this.temporal = temporal;
    this.wires = wires;
    this.process = process;
  }

  /**
   * Opens the wires; nothing is started.
   *
   * @param name the worker's name, unique in the run
   */
  public static WorkerSlot open(
      String name, String taskQueue, Subject subject, Grounds grounds, Recorder recorder) {
    List<Wire> wires = new ArrayList<>();
    try {
      TemporalInterposer temporal =
          TemporalInterposer.start(name, grounds.bind(), grounds.temporalAddress(), recorder);
      wires.add(temporal);
      Optional<Database> database =
          subject
              .database()
              .map(
                  given -> {
                    Wire wire =
                        PostgresInterposer.start(
                            name, grounds.bind(), given.host(), given.port(), recorder);
                    wires.add(wire);
                    return given.at(wire.address());
                  });
      Map<String, String> services = new LinkedHashMap<>();
      subject
          .services()
          .forEach(
              (service, url) -> {
                Wire wire = HttpInterposer.start(name, grounds.bind(), URI.create(url), recorder);
                wires.add(wire);
                services.put(service, "http://" + wire.address());
              });
      Endpoints endpoints =
          new Endpoints(
              temporal.address(), grounds.namespace().name(), taskQueue, database, services);
      WorkerProcess process =
          grounds
              .processes()
              .worker(name, subject.launcher().command(endpoints), recorder, grounds.output());
      return new WorkerSlot(taskQueue, grounds, temporal, wires, process, recorder);
    } catch (RuntimeException e) {
      wires.forEach(Wire::close);
      throw e;
    }
  }

  public String name() {
    return process.name();
  }

  /** The number of the last start, from 1; 0 where there was none. */
  public int start() {
    return process.starts();
  }

  public TemporalInterposer temporal() {
    return temporal;
  }

  /** All its wires, the one to Temporal first. */
  public List<Wire> wires() {
    return List.copyOf(wires);
  }

  /** The last start's processes. */
  public Child child() {
    return process.child();
  }

  /** Whether the last start lives, paused or not. */
  public boolean alive() {
    return process.current().filter(Child::alive).isPresent();
  }

  /** How the last start ended by itself, in words. */
  public String epitaph() {
    try {
      process.child().requireAlive();
      return name() + " lives.";
    } catch (ProcessException e) {
      return String.valueOf(e.getMessage());
    }
  }

  public void intercept(Interceptor interceptor) {
    wires.forEach(wire -> wire.intercept(interceptor));
  }

  /**
   * Starts the worker anew and does not wait.
   *
   * @return the start's number
   */
  public int launch() {
    return launch(Map.of());
  }

  /**
   * The same with these variables in the environment of that start alone.
   *
   * @return the start's number
   */
  public int launch(Map<String, String> variables) {
    int number = process.starts() + 1;
    wires.forEach(wire -> wire.tenant(number));
    process.start(variables);
    return number;
  }

  /**
   * Waits until the running start asks its wire for workflow tasks, whether the wire lets it or
   * not.
   *
   * @throws PlayException when it ends, or does not ask, saying whether it asks elsewhere
   */
  public void awaitPolling(Duration bound) {
    int number = process.starts();
    try {
      process.child().awaitReady(child -> temporal.polling(number), bound);
    } catch (ProcessException e) {
      if (process.child().alive() && polledElsewhere()) {
        throw new PlayException(
            ("The worker %s does not speak through its interposer: the server sees the task queue"
                    + " %s polled, but no poll passed %s. Start it with the address that the sweep"
                    + " gives it.")
                .formatted(name(), taskQueue, temporal.address()),
            e);
      }
      throw new PlayException(
          "The worker %s never polled the task queue %s: %s"
              .formatted(name(), taskQueue, e.getMessage()),
          e);
    }
  }

  /** Whether the server sees polls of which no wire of the lane has heard. */
  private boolean polledElsewhere() {
    return recorder.history().first(this::isPoll).isEmpty()
        && grounds.namespace().tellsPollers()
        && grounds.namespace().polled(taskQueue);
  }

  private boolean isPoll(Op op) {
    return op.is(OpKind.INVOKE, "PollWorkflowTaskQueue") && WireOp.isOne(op);
  }

  public Death kill() {
    return process.kill();
  }

  /**
   * Ends the worker between two performances: it dies without a poll, so that the server hands it
   * nothing that the next one would miss.
   */
  public void retire(Duration bound) {
    temporal.withdrawPolls(process.starts(), bound);
    process.kill();
  }

  @Override
  public void close() {
    process.close();
    wires.forEach(Wire::close);
  }
}
