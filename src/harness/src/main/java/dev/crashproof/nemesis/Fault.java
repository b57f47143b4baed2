package dev.crashproof.nemesis;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Something that goes wrong. A value: {@link Nemesis} inflicts it. Its name in reports and files is
 * its {@link #kind()}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Fault.Kill.class, name = "kill"),
  @JsonSubTypes.Type(value = Fault.Terminate.class, name = "terminate"),
  @JsonSubTypes.Type(value = Fault.Pause.class, name = "pause"),
  @JsonSubTypes.Type(value = Fault.OutOfMemory.class, name = "out-of-memory"),
  @JsonSubTypes.Type(value = Fault.HeapExhausted.class, name = "heap-exhausted"),
  @JsonSubTypes.Type(value = Fault.CpuStarved.class, name = "cpu-starved"),
  @JsonSubTypes.Type(value = Fault.NetworkCut.class, name = "network-cut"),
  @JsonSubTypes.Type(value = Fault.NetworkSlow.class, name = "network-slow"),
  @JsonSubTypes.Type(value = Fault.RepliesLost.class, name = "replies-lost"),
  @JsonSubTypes.Type(value = Fault.FrontendUnreachable.class, name = "frontend-unreachable"),
  @JsonSubTypes.Type(value = Fault.ServerRestart.class, name = "server-restart"),
  @JsonSubTypes.Type(value = Fault.DatabaseRestart.class, name = "database-restart"),
  @JsonSubTypes.Type(value = Fault.DatabasePaused.class, name = "database-paused"),
  @JsonSubTypes.Type(value = Fault.ConnectionsTerminated.class, name = "connections-terminated"),
  @JsonSubTypes.Type(value = Fault.DiskFull.class, name = "disk-full"),
  @JsonSubTypes.Type(value = Fault.ClockSkew.class, name = "clock-skew"),
  @JsonSubTypes.Type(value = Fault.RollingRestart.class, name = "rolling-restart"),
})
public sealed interface Fault {

  /** What kind of fault it is, as reports call it. */
  default String kind() {
    return Arrays.stream(Fault.class.getAnnotation(JsonSubTypes.class).value())
        .filter(type -> type.value() == getClass())
        .map(JsonSubTypes.Type::name)
        .findFirst()
        .orElseThrow();
  }

  /** All kinds, in the order in which reports list them. */
  static List<String> kinds() {
    return Arrays.stream(Fault.class.getAnnotation(JsonSubTypes.class).value())
        .map(JsonSubTypes.Type::name)
        .toList();
  }

  /** Whether it strikes servers that every lane uses, so that all of them meet it at once. */
  default boolean shared() {
    return this instanceof ServerRestart
        || this instanceof DatabaseRestart
        || this instanceof DatabasePaused;
  }

  /** SIGKILL of the worker's process group; another start takes over. */
  record Kill() implements Fault {}

  /**
   * SIGTERM, and SIGKILL when the grace is over, as an orchestrator does; another start takes over
   * when it has ended. A long grace lets it drain in time, a short one is too short.
   *
   * @param grace from SIGTERM to SIGKILL
   */
  record Terminate(Duration grace) implements Fault {}

  /**
   * SIGSTOP of the process group: the zombie. Another worker takes over while it stands still; it
   * is woken when its work has been taken over (or, at the latest, when all is over), and goes on
   * as if nothing had been.
   *
   * @param afterwards whether it is woken only when the workload is over
   */
  record Pause(boolean afterwards) implements Fault {}

  /**
   * The kernel's own out-of-memory kill: the group is put into a control group whose limit is below
   * what it uses. Another start takes over.
   */
  record OutOfMemory() implements Fault {}

  /**
   * A Java worker whose heap is too small: the start that takes over from the one that served is
   * given this limit and dies of it, or not; the start after that is given none.
   *
   * @param mebibytes the largest heap
   */
  record HeapExhausted(int mebibytes) implements Fault {}

  /**
   * A share of one processor, by a control group.
   *
   * @param percent of one processor
   * @param lasts for how long
   */
  record CpuStarved(int percent, Duration lasts) implements Fault {}

  /**
   * Nothing passes on any of the worker's wires, either way; then its connections are reset.
   *
   * @param lasts for how long
   */
  record NetworkCut(Duration lasts) implements Fault {}

  /**
   * Each message takes longer, either way, on all of the worker's wires.
   *
   * @param by how much longer
   * @param lasts for how long
   */
  record NetworkSlow(Duration by, Duration lasts) implements Fault {}

  /**
   * Half open: what the worker sends arrives, and it hears nothing; then its connections are reset.
   *
   * @param lasts for how long
   */
  record RepliesLost(Duration lasts) implements Fault {}

  /**
   * Each of the worker's calls to the Temporal frontend fails with UNAVAILABLE.
   *
   * @param lasts for how long
   */
  record FrontendUnreachable(Duration lasts) implements Fault {}

  /** The Temporal server is killed (SIGKILL) and started again. */
  record ServerRestart() implements Fault {}

  /** The Postgres server is killed (SIGKILL) and started again. */
  record DatabaseRestart() implements Fault {}

  /**
   * The Postgres server stands still.
   *
   * @param lasts for how long
   */
  record DatabasePaused(Duration lasts) implements Fault {}

  /** The worker's database sessions are ended by the server (pg_terminate_backend). */
  record ConnectionsTerminated() implements Fault {}

  /**
   * The volume that the worker's tables are on is full.
   *
   * @param lasts for how long
   */
  record DiskFull(Duration lasts) implements Fault {}

  /**
   * The worker's wall clock jumps.
   *
   * @param by how far; backwards where negative
   */
  record ClockSkew(Duration by) implements Fault {}

  /**
   * A second worker is started, and when it polls the first is terminated, as a deployment does.
   *
   * @param grace from SIGTERM to SIGKILL
   */
  record RollingRestart(Duration grace) implements Fault {}
}
