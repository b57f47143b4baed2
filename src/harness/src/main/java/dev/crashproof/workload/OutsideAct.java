package dev.crashproof.workload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/**
 * What the world does to a workflow while it runs: once, when its {@link Cue} has come.
 *
 * <pre>{@code
 * OutsideAct.signal("decide", decision).when(Cue.timerStarted(1))
 * }</pre>
 *
 * @param label what it is called among the workflow's acts; its update id and its request id are
 *     made of it, so that asking again after a crash is the same act
 * @param kind signal, update or query
 * @param name the signal's, update's or query's name
 * @param arguments its arguments as JSON, in order
 * @param cue when it is done
 */
public record OutsideAct(String label, Kind kind, String name, List<JsonNode> arguments, Cue cue) {

  /** The ways to reach a workflow from outside. */
  public enum Kind {
    /** Sent until the server has it; it needs no worker. */
    SIGNAL,
    /** Sent, always under the same update id, until a worker has answered it. */
    UPDATE,
    /** Asked until a worker has answered. */
    QUERY;

    /** The kind as an op's name. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Copies the arguments, and refuses an act without a name.
   *
   * @throws IllegalArgumentException if so
   */
  public OutsideAct {
    arguments = List.copyOf(arguments);
    if (name.isBlank() || label.isBlank()) {
      throw new IllegalArgumentException(
          "A %s needs a name and a label, but got name \"%s\" and label \"%s\": give both."
              .formatted(kind.word(), name, label));
    }
  }

  /** A signal, sent as soon as the workflow has started. */
  public static OutsideAct signal(String name, JsonNode... arguments) {
    return act(Kind.SIGNAL, name, arguments);
  }

  /** An update, sent as soon as the workflow has started. */
  public static OutsideAct update(String name, JsonNode... arguments) {
    return act(Kind.UPDATE, name, arguments);
  }

  /** A query, asked as soon as the workflow has started. */
  public static OutsideAct query(String name, JsonNode... arguments) {
    return act(Kind.QUERY, name, arguments);
  }

  private static OutsideAct act(Kind kind, String name, JsonNode... arguments) {
    return new OutsideAct(
        kind.word() + " " + name, kind, name, List.of(arguments), Cue.workflowStarted());
  }

  /** The same at another moment. */
  public OutsideAct when(Cue moment) {
    return new OutsideAct(label, kind, name, arguments, moment);
  }

  /** The same under another label, where one workflow has two acts of one kind and name. */
  public OutsideAct labelled(String newLabel) {
    return new OutsideAct(newLabel, kind, name, arguments, cue);
  }

  @Override
  public String toString() {
    return "%s, when %s".formatted(label, cue.words());
  }
}
