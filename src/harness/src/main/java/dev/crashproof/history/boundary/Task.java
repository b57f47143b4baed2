package dev.crashproof.history.boundary;

import dev.crashproof.history.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A task that was handed to a worker. */
final class Task {
  /** What it asks for. */
  enum For {
    WORKFLOW,
    QUERY,
    ACTIVITY
  }

  private final For what;
  private final Op handedOver;
  private final Optional<Named> named;
  private final Map<String, Integer> requests = new HashMap<>();
  private final List<Completion> completions = new ArrayList<>();
  private boolean ended;

  /**
   * What a task of a workflow that is followed is called.
   *
   * @param run the run it belongs to
   * @param subject what its requests are about: {@code process_data#1}; for a workflow task what it
   *     is called, but for its place among those called so
   * @param message its full name
   */
  record Named(RunNames run, String subject, MessageName message) {}

  /**
   * A task that has just been handed over.
   *
   * @param named what it is called; empty for a task of a workflow that is not followed
   */
  Task(For what, Op handedOver, Optional<Named> named) {
    this.what = what;
    this.handedOver = handedOver;
    this.named = named;
  }

  boolean is(For wanted) {
    return what == wanted;
  }

  Op handedOver() {
    return handedOver;
  }

  Optional<Named> named() {
    return named;
  }

  Optional<MessageName> name() {
    return named.map(Named::message);
  }

  /** How a request elsewhere tells which task it serves. */
  String server() {
    return named
        .map(
            it ->
                is(For.ACTIVITY)
                    ? it.subject()
                    : it.message().call().substring(it.run().prefix().length()))
        .orElse("?");
  }

  /** The next place among its requests of that kind, from 1. */
  int next(String kindOfRequest) {
    return requests.merge(kindOfRequest, 1, Integer::sum);
  }

  boolean ended() {
    return ended;
  }

  void end() {
    ended = true;
  }

  void endBy(Completion by) {
    completions.add(by);
    ended = true;
  }

  /** Whether the server has taken what it led to, for all that is known. */
  boolean done() {
    return completions.stream().anyMatch(Completion::presumed);
  }
}
