package dev.crashproof.suite;

import static dev.crashproof.suite.FaultTrial.at;
import static dev.crashproof.suite.FaultTrial.ofLong;
import static dev.crashproof.suite.FaultTrial.recovering;

import dev.crashproof.checker.States;
import dev.crashproof.nemesis.Fault;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Every kind of fault, at a boundary, at an event and at a time. */
final class FaultTrials {
  private static final String DONE = "before RespondActivityTaskCompleted process_data#1";
  private static final String ANSWERED = "after RespondActivityTaskCompleted process_data#1";
  private static final String STEP = "before database long_running_task#1 insert #2";
  private static final Duration OUTAGE = Duration.ofSeconds(2);
  private static final Duration AMPLE = Duration.ofSeconds(30);
  // A worker takes longer than that to hear of anything.
  private static final Duration TOO_SHORT = Duration.ofMillis(1);
  // While the long task of a long workflow has steps to go.
  private static final Duration MIDWAY = Duration.ofMillis(1500);
  // The SDK tries a call again for one minute and then gives it up.
  private static final Duration BEYOND_RETRIES = Duration.ofSeconds(65);
  private static final Fault KILL = new Fault.Kill();

  private FaultTrials() {}

  /** All but the one that needs a small volume. */
  static List<FaultTrial> all() {
    return Stream.of(processes(), limits(), network(), servers()).flatMap(List::stream).toList();
  }

  private static List<FaultTrial> processes() {
    return List.of(
        FaultTrial.of("kill", at("ActivityTaskScheduled", 1, KILL)),
        // What the timer wakes is meant for the worker that had the workflow in its cache: the next
        // one waits for it, or inherits it.
        FaultTrial.of("kill-mid-timer", at("TimerStarted", 1, KILL))
            .seenIn(States.STICKY_QUEUE_LOST, States.STICKY_QUEUE_INHERITED)
            .inNormal(),
        // It is taken while nobody serves, and carried out by the start that comes next.
        FaultTrial.onApproval(
                "update-while-recovering",
                at("after RespondWorkflowTaskCompleted [StartTimer #1]", KILL))
            .seenIn(States.UPDATE_DURING_RECOVERY)
            .inNormal(),
        ofLong("kill-at-a-time", at(MIDWAY, KILL)),
        FaultTrial.of("kill-again-recovering", at(ANSWERED, KILL), recovering(KILL)).inNormal(),
        ofLong("terminate-in-time", at(MIDWAY, new Fault.Terminate(AMPLE)))
            .proven("drained", "true")
            .inNormal(),
        FaultTrial.of("terminate-too-late", at(STEP, new Fault.Terminate(TOO_SHORT)))
            .proven("drained", "false"),
        // The heartbeat's timeout is 2 s, process_data's from start to close 5 s.
        FaultTrial.of("pause-past-heartbeat", at(STEP, new Fault.Pause(false))).inNormal(),
        FaultTrial.of(
            "pause-past-task", at("delivered activity process_data#1", new Fault.Pause(false))),
        FaultTrial.of("pause-past-close", at(DONE, new Fault.Pause(true))),
        FaultTrial.of(
                "rolling-restart",
                // The first worker drains while it waits, the second while it works.
                new DemoRun("faults", Duration.ofSeconds(6), 15, Duration.ofMillis(200)),
                at("TimerStarted", 1, new Fault.RollingRestart(AMPLE)),
                at("ActivityTaskScheduled", 2, new Fault.RollingRestart(AMPLE)))
            .among(5)
            .proven("drained", "true"));
  }

  private static List<FaultTrial> limits() {
    return List.of(
        FaultTrial.of("out-of-memory", at(DONE, new Fault.OutOfMemory())),
        FaultTrial.of("heap-exhausted", at(DONE, new Fault.HeapExhausted(4)))
            .proven("outOfMemory", "true"),
        ofLong("cpu-starved", at(MIDWAY, new Fault.CpuStarved(5, Duration.ofSeconds(3)))),
        FaultTrial.of("clock-ahead", at(DONE, new Fault.ClockSkew(Duration.ofHours(1)))),
        FaultTrial.of("clock-behind", at(DONE, new Fault.ClockSkew(Duration.ofHours(-1)))));
  }

  private static List<FaultTrial> network() {
    Fault slow = new Fault.NetworkSlow(Duration.ofMillis(100), OUTAGE);
    return List.of(
        FaultTrial.of("network-cut", at(DONE, new Fault.NetworkCut(OUTAGE))),
        ofLong("network-slow", at(MIDWAY, slow)),
        FaultTrial.of("replies-lost", at(DONE, new Fault.RepliesLost(OUTAGE))),
        FaultTrial.of("frontend-unreachable", at(ANSWERED, new Fault.FrontendUnreachable(OUTAGE))),
        FaultTrial.of(
            "frontend-unreachable-beyond-retries",
            at(DONE, new Fault.FrontendUnreachable(BEYOND_RETRIES))));
  }

  private static List<FaultTrial> servers() {
    return List.of(
        FaultTrial.of("server-restart", at(DONE, new Fault.ServerRestart())),
        FaultTrial.of("database-restart", at(DONE, new Fault.DatabaseRestart())),
        FaultTrial.of("database-paused", at(STEP, new Fault.DatabasePaused(OUTAGE))),
        FaultTrial.of("connections-terminated", at(STEP, new Fault.ConnectionsTerminated())));
  }

  /** The one whose tables lie on a volume that can be filled. */
  static FaultTrial diskFull() {
    return FaultTrial.of(
            "disk-full",
            at(
                "before database process_data#1 insert #1",
                new Fault.DiskFull(Duration.ofSeconds(3))))
        // What the worker says of a full disk is longer than what the server keeps of a failure.
        .failing("Failure exceeds size limit");
  }
}
