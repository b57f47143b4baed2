package dev.crashproof.workload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is run: one workflow, or several side by side, and what the world does to each meanwhile.
 *
 * <pre>{@code
 * Workload.of("ApprovalWorkflow", input)
 *     .with(OutsideAct.update("approve", review).when(Cue.timerStarted(1)))
 *     .beside(Workload.of("DurableDemoWorkflow"))
 * }</pre>
 *
 * @param parts the workflows; the first is the one whose result is judged
 * @param fresh whether it is for a worker that has served nothing yet; otherwise the worker has
 *     served the same workload once before
 */
public record Workload(List<Part> parts, boolean fresh) {

  /**
   * One of the workflows.
   *
   * @param suffix what its workflow id has at its end: nothing for the first, {@code -2}, …
   * @param type the workflow type's name
   * @param input its arguments as JSON, in order
   * @param acts what the world does to it, in order
   */
  public record Part(String suffix, String type, List<JsonNode> input, List<OutsideAct> acts) {

    /**
     * Copies, and refuses acts that could not be told apart or whose cue could never come.
     *
     * @throws IllegalArgumentException if so
     */
    public Part {
      input = List.copyOf(input);
      acts = List.copyOf(acts);
      if (type.isBlank()) {
        throw new IllegalArgumentException("A workload needs a workflow type: give its name.");
      }
      Set<String> labels = new HashSet<>();
      for (OutsideAct act : acts) {
        if (act.cue() instanceof Cue.ActEnded other && !labels.contains(other.label())) {
          throw new IllegalArgumentException(
              "The act \"%s\" waits for \"%s\", and no earlier act on %s is called so: add that act before it."
                  .formatted(act.label(), other.label(), type));
        }
        if (!labels.add(act.label())) {
          throw new IllegalArgumentException(
              "Two acts on %s are called \"%s\": call one of them otherwise, with labelled(…)."
                  .formatted(type, act.label()));
        }
      }
    }
  }

  /**
   * Copies the parts, and refuses a workload of nothing, or of workflows under one id.
   *
   * @throws IllegalArgumentException if so
   */
  public Workload {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("A workload needs a workflow: give at least one.");
    }
    if (parts.stream().map(Part::suffix).distinct().count() < parts.size()) {
      throw new IllegalArgumentException(
          "Two workflows of a workload have the same suffix and would be one: give each its own.");
    }
  }

  /** One workflow, on a worker that has served nothing yet. */
  public static Workload of(String type, JsonNode... input) {
    return new Workload(List.of(new Part("", type, List.of(input), List.of())), true);
  }

  /** One workflow, on whatever task queue the workload is started on. */
  public static Workload of(WorkflowSpec spec) {
    return of(spec.type(), spec.input().toArray(JsonNode[]::new));
  }

  /** The same with an act on the workflow that was added last. */
  public Workload with(OutsideAct act) {
    List<Part> all = new ArrayList<>(parts);
    Part last = all.remove(all.size() - 1);
    List<OutsideAct> acts = new ArrayList<>(last.acts());
    acts.add(act);
    all.add(new Part(last.suffix(), last.type(), last.input(), acts));
    return new Workload(all, fresh);
  }

  /** The same with the workflows of another workload beside its own. */
  public Workload beside(Workload other) {
    List<Part> all = new ArrayList<>(parts);
    for (Part part : other.parts()) {
      all.add(new Part("-" + (all.size() + 1), part.type(), part.input(), part.acts()));
    }
    return new Workload(all, fresh);
  }

  /** The same on a worker that has served this workload once before. */
  public Workload onServedWorker() {
    return new Workload(parts, false);
  }
}
