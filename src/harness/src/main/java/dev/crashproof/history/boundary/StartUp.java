package dev.crashproof.history.boundary;

import dev.crashproof.history.History;
import java.util.ArrayList;
import java.util.List;

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
