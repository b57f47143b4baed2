package dev.crashproof.history.recovery;

import dev.crashproof.history.EventHistory;
import dev.crashproof.history.Op;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireExchange;
import dev.crashproof.history.wire.WireOp;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A task that the server handed to a worker, and what came of it.
 *
 * @param kind what it is
 * @param to whom it was handed, whether or not it got there
 * @param handed the answer that handed it over, as it arrived at the interposer
 * @param facts what the answer tells of it, by the wire's words
 * @param settlement the message that completed, failed or cancelled it, if one was sent
 * @param beats the heartbeats that the server took, in order
 */
public record HandedTask(
    Kind kind,
    WorkerStart to,
    Op handed,
    Map<String, String> facts,
    Optional<WireExchange> settlement,
    List<Op> beats) {

  /** What a task asks for. */
  public enum Kind {
    /** To move the workflow on. */
    WORKFLOW,
    /** To run an activity. */
    ACTIVITY,
    /** To answer a query; it moves nothing. */
    QUERY
  }

  /** Copies facts and heartbeats, so that a task never changes. */
  public HandedTask {
    facts = Map.copyOf(facts);
    beats = List.copyOf(beats);
  }

  /** The fingerprint of its token. */
  public String token() {
    return detail(WireOp.TOKEN);
  }

  /** Its workflow. */
  public String workflowId() {
    return detail(WireOp.WORKFLOW_ID);
  }

  /** The workflow's run; empty where the wire does not tell. */
  public String runId() {
    return detail(WireOp.RUN_ID);
  }

  /** Whether it is a task of that run. */
  public boolean isOf(EventHistory eventHistory) {
    return workflowId().equals(eventHistory.workflowId())
        && (runId().isEmpty() || runId().equals(eventHistory.runId()));
  }

  /** Which activity, as the SDK named it; empty for a workflow task. */
  public String activityId() {
    return detail(WireOp.ACTIVITY_ID);
  }

  /** Which attempt, from 1. */
  public int attempt() {
    return (int) Math.max(1, number(WireOp.ATTEMPT));
  }

  /** The id of a workflow task's started event; 0 where there is none. */
  public long startedEventId() {
    return number(WireOp.STARTED_EVENT);
  }

  /** The id of the first event that came with a workflow task; 0 where the wire does not tell. */
  public long firstEventId() {
    return number(WireOp.FIRST_EVENT);
  }

  /** When the server began to act on the answer, or it was sent in vain; empty if none was sent. */
  public Optional<Op> settled() {
    return settlement.map(s -> s.answer().orElse(s.arrived()));
  }

  /** Whether the server certainly took the settlement, and when. */
  public Optional<Op> committed() {
    return settlement.filter(WireExchange::committed).flatMap(WireExchange::answer);
  }

  /** When the settlement was let on to the server; its arrival where the wire tells no more. */
  public Optional<Op> settling() {
    return settlement.map(s -> s.step(Step.FORWARDED).orElse(s.arrived()));
  }

  /** Whether its settlement says that it failed. */
  public boolean failed() {
    return settlement.filter(s -> s.call().endsWith("Failed")).isPresent();
  }

  private String detail(String name) {
    return facts.getOrDefault(name, "");
  }

  private long number(String name) {
    String text = detail(name);
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }
}
