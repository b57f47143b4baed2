package dev.crashproof.history.boundary;

import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.wire.WireExchange;
import dev.crashproof.history.wire.WireExchanges;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run in which nothing was made to fail, as its messages.
 *
 * @param messages its messages in the order passed, each name once; those that do not matter to the
 *     workflow too
 * @param waits the requests after whose answers the worker had nothing to do until a timer or the
 *     outside came
 * @param atOnce the most that was under way at once; 1 where it went one step after the other
 * @param cuts in how many ways, by what had been taken by a peer, the worker could have died
 */
public record GoldenRun(
    List<GoldenMessage> messages, List<MessageName> waits, int atOnce, long cuts) {

  /** Copies the lists, so that a golden run never changes. */
  public GoldenRun {
    messages = List.copyOf(messages);
    waits = List.copyOf(waits);
  }

  /**
   * Reads a run.
   *
   * @param workflowId the root's workflow id
   * @param history all ops from its start to its end
   */
  public static GoldenRun of(String workflowId, History history) {
    Namer namer = new Namer(workflowId);
    List<Message> named = new ArrayList<>();
    history.ops().forEach(op -> named.addAll(namer.accept(op)));
    List<Passing> all = passings(named, history);
    List<Passing> mattering = all.stream().filter(it -> it.message().matters()).toList();
    RunFacts facts = new RunFacts(mattering);
    List<GoldenMessage> messages =
        all.stream().map(it -> it.message().matters() ? facts.of(it) : RunFacts.aside(it)).toList();
    return new GoldenRun(messages, facts.waits(), facts.atOnce(), facts.cuts(messages));
  }

  /** The answers to the messages; a request that was sent twice counts where it was taken. */
  static List<Passing> passings(List<Message> messages, History history) {
    Map<Long, WireExchange> exchanges = new HashMap<>();
    WireExchanges.of(history).forEach(it -> exchanges.put(it.id(), it));
    Map<MessageName, Passing> passings = new LinkedHashMap<>();
    for (Message message : messages) {
      Optional<Op> answer =
          Optional.ofNullable(exchanges.get(message.exchange())).flatMap(WireExchange::answer);
      Passing passing = new Passing(message, answer);
      passings.merge(message.name(), passing, (was, is) -> was.taken() || was.isTask() ? was : is);
    }
    return passings.values().stream().sorted(Comparator.comparingLong(Passing::at)).toList();
  }
}
