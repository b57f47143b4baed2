package dev.crashproof.history.boundary;

import dev.crashproof.history.History;
import dev.crashproof.history.wire.WireOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a start of a worker came up, as its messages until its first task.
 *
 * @param messages its messages in the order passed
 */
public record StartUp(List<GoldenMessage> messages) {

  /** Copies the list, so that a start-up never changes. */
  public StartUp {
    messages = List.copyOf(messages);
  }

  /** Whether a message went over a connection to the database that was not the worker's first. */
  boolean onFurtherConnection(GoldenMessage it) {
    return WireOp.on(WireOp.POSTGRES, it.message().op())
        && !connection(it)
            .equals(
                messages.stream()
                    .filter(other -> WireOp.on(WireOp.POSTGRES, other.message().op()))
                    .findFirst()
                    .flatMap(StartUp::connection));
  }

  private static Optional<String> connection(GoldenMessage it) {
    return it.message().op().detail(WireOp.CONNECTION);
  }

  /**
   * Reads a start-up.
   *
   * @param worker the worker's name
   * @param start which start of it, from 1
   * @param history all ops from its start on
   */
  public static StartUp of(String worker, int start, History history) {
    StartUpNamer namer = new StartUpNamer(worker, start);
    List<Message> named = new ArrayList<>();
    history.ops().forEach(op -> namer.accept(op).ifPresent(named::add));
    List<Passing> passings = GoldenRun.passings(named, history);
    RunFacts facts = new RunFacts(passings);
    return new StartUp(passings.stream().map(facts::of).toList());
  }
}
