package dev.crashproof.suite;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crashproof.checker.Checker;
import dev.crashproof.checker.Expectation;
import dev.crashproof.checker.ExpectedEffect;
import dev.crashproof.workload.WorkflowSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A DurableDemo and what must come out of it, worked out here and not by the worker's own code.
 *
 * @param data what is processed; plain, so that normalising changes nothing
 * @param timer how long the durable timer runs
 * @param steps how many steps the long task has
 * @param stepTime how long a step takes
 */
record DemoRun(String data, Duration timer, int steps, Duration stepTime) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What the worker takes where it is given no input, as the ADR starts it. */
  static final DemoRun DEFAULT =
      new DemoRun("demo", Duration.ofSeconds(1), 5, Duration.ofMillis(100));

  /** As fast as it goes: no timer and one step without length. */
  static final DemoRun QUICK = new DemoRun("quick", Duration.ZERO, 1, Duration.ZERO);

  WorkflowSpec on(String taskQueue) {
    ObjectNode input =
        JSON.objectNode()
            .put("data", data)
            .put("timer", timer.toString())
            .put("steps", steps)
            .put("stepTime", stepTime.toString());
    return new WorkflowSpec("DurableDemoWorkflow", taskQueue, List.of(input));
  }

  static WorkflowSpec withoutInput(String taskQueue) {
    return new WorkflowSpec("DurableDemoWorkflow", taskQueue, List.of());
  }

  List<Checker> checkers() {
    return expectation().checkers();
  }

  Expectation expectation() {
    return Expectation.result(result()).effects(effects());
  }

  /** What comes of it where notice is given first, as the changed workflow does. */
  Expectation noticed() {
    List<ExpectedEffect> effects = new ArrayList<>(effects());
    effects.remove(effects.size() - 1);
    effects.add(notified("send_notification#1", "DurableDemo begins: " + data));
    effects.add(notified("send_notification#2", notification()));
    return Expectation.result(result()).effects(effects);
  }

  private String result() {
    return JSON.objectNode()
        .put("processed", processed())
        .put("steps", steps)
        .put("notification", notification())
        .toString();
  }

  private List<ExpectedEffect> effects() {
    List<ExpectedEffect> effects = new ArrayList<>();
    effects.add(
        ExpectedEffect.of(
            "process_data#1",
            JSON.objectNode()
                .put("characters", data.length())
                .put("digest", processed())
                .toString()));
    for (int step = 1; step <= steps; step++) {
      effects.add(
          ExpectedEffect.of(
              "long_running_task#1",
              "#step-" + step,
              JSON.objectNode()
                  .put("step", step)
                  .put("digest", Sha256.of(processed() + "#" + step))
                  .toString()));
    }
    effects.add(
        ExpectedEffect.of(
            "long_running_task#1",
            JSON.objectNode().put("steps", steps).put("processed", processed()).toString()));
    effects.add(notified("send_notification#1", notification()));
    return effects;
  }

  private static ExpectedEffect notified(String activity, String text) {
    return ExpectedEffect.of(activity, JSON.objectNode().put("text", text).toString());
  }

  private String processed() {
    return Sha256.of(data);
  }

  private String notification() {
    return "DurableDemo done: " + processed() + " in " + steps + " steps";
  }
}
