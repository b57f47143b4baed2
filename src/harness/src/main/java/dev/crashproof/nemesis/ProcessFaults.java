package dev.crashproof.nemesis;

import dev.crashproof.process.Child;
import dev.crashproof.process.ControlGroup;
import dev.crashproof.process.Death;
import dev.crashproof.process.FakeClock;
import dev.crashproof.process.ProcessException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Faults of the worker's own processes. */
final class ProcessFaults {
  // A heap that does not run out within that time was large enough.
  private static final Duration TO_EXHAUST = Duration.ofSeconds(30);

  // The option's own name, which a JVM repeats when it starts, is no proof.
  private static final String OUT_OF_MEMORY = "java.lang.OutOfMemoryError";

  private final Ground ground;

  ProcessFaults(Ground ground) {
    this.ground = ground;
  }

  static Optional<String> unsupported(Fault fault) {
    if (fault instanceof Fault.OutOfMemory || fault instanceof Fault.CpuStarved) {
      return ControlGroup.unavailable();
    }
    return fault instanceof Fault.ClockSkew ? FakeClock.unavailable() : Optional.empty();
  }

  Optional<Ongoing> inflict(Fault fault) {
    if (fault instanceof Fault.Kill) {
      return Optional.of(kill());
    } else if (fault instanceof Fault.Terminate terminate) {
      return Optional.of(terminate(terminate.grace()));
    } else if (fault instanceof Fault.Pause pause) {
      return Optional.of(pause(pause.afterwards()));
    } else if (fault instanceof Fault.OutOfMemory) {
      return Optional.of(outOfMemory());
    } else if (fault instanceof Fault.HeapExhausted heap) {
      return Optional.of(heapExhausted(heap.mebibytes()));
    } else if (fault instanceof Fault.CpuStarved starved) {
      return Optional.of(cpuStarved(starved));
    } else if (fault instanceof Fault.RollingRestart rolling) {
      return Optional.of(rollingRestart(rolling.grace()));
    } else if (fault instanceof Fault.ClockSkew skew) {
      return Optional.of(clockSkew(skew.by()));
    }
    return Optional.empty();
  }

  private Ongoing kill() {
    Map<String, String> proof = proof(ground.victim().child().kill());
    ground.replace();
    return Ongoing.gone(proof);
  }

  private Ongoing terminate(Duration grace) {
    Map<String, String> proof = ended(ground.victim().child(), grace);
    ground.replace();
    return Ongoing.gone(proof);
  }

  /** SIGTERM, and SIGKILL when the grace is over. */
  private static Map<String, String> ended(Child child, Duration grace) {
    child.terminate();
    try {
      return Map.of("code", Integer.toString(child.awaitExit(grace)), "drained", "true");
    } catch (ProcessException e) {
      if (!child.alive()) {
        throw e;
      }
      Map<String, String> proof = new HashMap<>(proof(child.kill()));
      proof.put("drained", "false");
      return proof;
    }
  }

  private Ongoing pause(boolean afterwards) {
    Victim zombie = ground.victim();
    zombie.child().pause();
    ground.replace();
    return new Ongoing(
        Map.of("pid", Long.toString(zombie.child().pid())),
        // It had been written before the process stopped.
        Ongoing.HeldMessage.GOES_ON,
        afterwards ? new Ongoing.WorkloadOver() : new Ongoing.TakenOver(),
        () -> {
          zombie.child().resume();
          return Map.of();
        });
  }

  private Ongoing outOfMemory() {
    try (ControlGroup group = ControlGroup.around(ground.processes(), ground.victim().child())) {
      Map<String, String> proof = new HashMap<>(proof(group.exhaustMemory()));
      proof.put("memoryKills", Integer.toString(group.memoryKills()));
      ground.replace();
      return Ongoing.gone(proof);
    }
  }

  /** The start that takes over is the one with too small a heap. */
  private Ongoing heapExhausted(int mebibytes) {
    ground.victim().child().kill();
    // Overrides what the command line says, where the heap may begin with more than this, and a
    // JVM out of memory must end, not limp on.
    ground.replace(
        Map.of(
            "_JAVA_OPTIONS",
            "-Xms%1$dm -Xmx%1$dm -XX:+ExitOnOutOfMemoryError".formatted(mebibytes)));
    Child starved = ground.victim().child();
    int code = starved.awaitExit(TO_EXHAUST);
    String end = String.join("\n", starved.tail(40));
    ground.replace();
    return Ongoing.gone(
        Map.of(
            "code",
            Integer.toString(code),
            "outOfMemory",
            Boolean.toString(end.contains(OUT_OF_MEMORY))));
  }

  private Ongoing cpuStarved(Fault.CpuStarved starved) {
    ControlGroup group = ControlGroup.around(ground.processes(), ground.victim().child());
    group.limitProcessor(starved.percent());
    return new Ongoing(
        Map.of("percent", Integer.toString(starved.percent())),
        Ongoing.HeldMessage.GOES_ON,
        new Ongoing.After(starved.lasts()),
        () -> {
          group.close();
          return Map.of();
        });
  }

  private Ongoing rollingRestart(Duration grace) {
    Victim old = ground.victim();
    ground.replace();
    ground.awaitPolling();
    return Ongoing.gone(ended(old.child(), grace));
  }

  private Ongoing clockSkew(Duration by) {
    FakeClock clock =
        ground
            .clock()
            .orElseThrow(
                () -> new IllegalStateException("The worker goes by a clock that can't be moved."));
    clock.skew(by);
    return new Ongoing(
        Map.of("by", by.toString()),
        Ongoing.HeldMessage.GOES_ON,
        new Ongoing.WorkloadOver(),
        () -> {
          clock.restore();
          return Map.of();
        });
  }

  private static Map<String, String> proof(Death death) {
    return Map.of(
        "code", Integer.toString(death.exitCode()), "signal", Integer.toString(death.signal()));
  }
}
