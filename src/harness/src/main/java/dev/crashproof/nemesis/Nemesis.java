package dev.crashproof.nemesis;

import dev.crashproof.environment.Environment;
import dev.crashproof.history.OpKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Inflicts faults on a {@link Ground}, takes them back, and writes both down. */
public final class Nemesis {
  private static final String PROCESS = "nemesis";

  private final Ground ground;

  /** A nemesis at work there. */
  public Nemesis(Ground ground) {
    this.ground = ground;
  }

  /**
   * Inflicts a fault, and returns when it is in effect.
   *
   * @param number its place in the schedule, from 1
   * @param holding whether a message is held meanwhile: one that the fault takes counts as hit
   * @return how it goes on
   * @throws RuntimeException if it could not be inflicted; an op says so
   */
  public Ongoing inflict(int number, PlannedFault planned, boolean holding) {
    Map<String, String> details = details(number, planned.fault());
    details.put("when", planned.when().words());
    details.put("worker", ground.victim().name());
    details.put("start", Integer.toString(ground.victim().start()));
    ground.recorder().record(OpKind.INVOKE, PROCESS, "fault", details);
    try {
      Ongoing ongoing = inflict(planned.fault());
      if (holding && ongoing.message() != Ongoing.HeldMessage.GOES_ON) {
        details.put("hit", "1");
      }
      details.putAll(ongoing.proof());
      ground.recorder().record(OpKind.OK, PROCESS, "fault", details);
      return ongoing;
    } catch (RuntimeException e) {
      details.put("why", String.valueOf(e.getMessage()));
      ground.recorder().record(OpKind.INFO, PROCESS, "fault", details);
      throw e;
    }
  }

  /** Takes a fault back; to be called once, whatever its end. */
  public void heal(int number, Fault fault, Ongoing ongoing) {
    Map<String, String> details = details(number, fault);
    ground.recorder().record(OpKind.INVOKE, PROCESS, "heal", details);
    details.putAll(ongoing.heal().heal());
    ground.recorder().record(OpKind.OK, PROCESS, "heal", details);
  }

  private static Map<String, String> details(int number, Fault fault) {
    Map<String, String> details = new HashMap<>();
    details.put("number", Integer.toString(number));
    details.put("kind", fault.kind());
    return details;
  }

  private Ongoing inflict(Fault fault) {
    return new ProcessFaults(ground)
        .inflict(fault)
        .or(() -> new NetworkFaults(ground).inflict(fault))
        .or(() -> new ServerFaults(ground).inflict(fault))
        .orElseThrow(() -> new IllegalStateException("Nobody inflicts " + fault.kind() + "."));
  }

  /** Why the fault can't be had there, as a clause; empty where it can. */
  public static Optional<String> unsupported(Fault fault, Environment environment) {
    return ProcessFaults.unsupported(fault).or(() -> ServerFaults.unsupported(fault, environment));
  }
}
