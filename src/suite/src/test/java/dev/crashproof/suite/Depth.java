package dev.crashproof.suite;

import dev.crashproof.report.PlannedSweep;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much of the suite is run: {@code -Dcrashproof.depth=short|normal|ci|full}.
 *
 * @param name its name
 * @param samples how many samples a measure keeps
 * @param recoveries how many kills are struck at each moment
 * @param load how long the load lasts
 * @param loads how many workers are put under load, one after the other
 * @param boundaries whether boundaries that are one cut are struck once or each
 * @param assisted how much is swept for speed
 * @param unassisted how much is swept as production would see it, too
 * @param aside whether that is run which stands aside from crashes and targets, see {@link Aside}
 * @param alternatives how many turns each of the ADR's alternatives takes, where it is run
 * @param faults how much is played of the faults beyond kills and of the gallery of broken workers
 */
record Depth(
    String name,
    int samples,
    int recoveries,
    Duration load,
    int loads,
    dev.crashproof.history.boundary.Depth boundaries,
    Sweeps assisted,
    Sweeps unassisted,
    boolean aside,
    int alternatives,
    Share faults) {

  private static final Duration MINUTE = Duration.ofSeconds(60);
  private static final Duration HALF = Duration.ofSeconds(30);
  private static final dev.crashproof.history.boundary.Depth CUTS =
      dev.crashproof.history.boundary.Depth.NORMAL;
  private static final dev.crashproof.history.boundary.Depth EACH =
      dev.crashproof.history.boundary.Depth.FULL;
  private static final Sweeps NONE = new Sweeps(Share.NONE, Share.NONE);
  private static final Sweeps SOME = new Sweeps(Share.SOME, Share.SOME);
  private static final Sweeps DEMO = new Sweeps(Share.ALL, Share.SOME);
  private static final Sweeps SOME_DEMO = new Sweeps(Share.SOME, Share.NONE);
  private static final Sweeps ALL = new Sweeps(Share.ALL, Share.ALL);

  /** What sees the ends of the ladder on another backend. */
  static final Depth SHORT =
      new Depth("short", 20, 5, HALF, 1, CUTS, SOME, NONE, false, 1, Share.NONE);

  /** What is run where nothing else is asked for, in a quarter of an hour. */
  static final Depth NORMAL =
      new Depth("normal", 20, 5, HALF, 1, CUTS, DEMO, SOME_DEMO, false, 1, Share.SOME);

  /** As much as {@code .ci/run} has time for within its hour. */
  static final Depth CI = new Depth("ci", 20, 20, MINUTE, 1, CUTS, ALL, ALL, true, 1, Share.ALL);

  /** Everything. */
  static final Depth FULL =
      new Depth("full", 50, 50, MINUTE, 5, EACH, ALL, ALL, true, 4, Share.ALL);

  private static final List<Depth> DEPTHS = List.of(SHORT, NORMAL, CI, FULL);

  /**
   * The depth that was asked for: what was asked for by name is in it, wherever it stands.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  static Depth asked() {
    Depth depth = named(System.getProperty("crashproof.depth", NORMAL.name()));
    return System.getProperty("crashproof.scope", "whole").equals("part")
        ? depth.withAside()
        : depth;
  }

  static Depth named(String name) {
    return DEPTHS.stream()
        .filter(depth -> depth.name().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "crashproof.depth is '%s', which is no depth: use one of %s"
                        .formatted(
                            name,
                            DEPTHS.stream().map(Depth::name).collect(Collectors.joining(", ")))));
  }

  private Depth withAside() {
    return new Depth(
        name,
        samples,
        recoveries,
        load,
        loads,
        boundaries,
        assisted,
        unassisted,
        true,
        alternatives,
        Share.ALL);
  }

  /** How much of a sweep is played. */
  Share share(PlannedSweep sweep) {
    Sweeps sweeps = sweep.mode().equals("assisted") ? assisted : unassisted;
    return sweep.workflow().equals("DurableDemoWorkflow") ? sweeps.demo() : sweeps.others();
  }

  /** The option that asks for this depth, with a space before it; nothing where it needs none. */
  String option() {
    return name.equals(NORMAL.name()) ? "" : " -Dcrashproof.depth=" + name;
  }

  /** What the report has to say of this depth among its limits. */
  List<String> limits() {
    return limits(SuiteRun.RECOVERY);
  }

  /** The same of a worker with its recovery library, or without. */
  List<String> limits(boolean recovery) {
    return Stream.of(
            Stream.of(
                "This is a run of depth `%s`: %d kills at each moment, a load of %d s."
                    .formatted(name, recoveries, load.toSeconds())),
            recovery
                ? Stream.<String>empty()
                : Stream.of(
                    "The worker ran without its recovery library"
                        + " (`-Dcrashproof.recovery=false`): what a killed one held waited for the"
                        + " server's timeouts."),
            swept(assisted, "assisted"),
            swept(unassisted, "unassisted"),
            aside
                ? Stream.<String>empty()
                : Stream.of(
                    "Left out: the alternatives, the migration and the claims on them, worker"
                        + " versions, the interposers' cost, a secure server, health, and the tests of"
                        + " the harness itself on bad input and broken workers of its own. Each runs by"
                        + " its name (`-Dit.test`); `-Dcrashproof.depth=full` is the whole."))
        .flatMap(limits -> limits)
        .toList();
  }

  private static Stream<String> swept(Sweeps sweeps, String mode) {
    return sweeps.equals(ALL)
        ? Stream.empty()
        : Stream.of(
            "Swept %s: of DurableDemo %s, of each other workflow %s."
                .formatted(mode, words(sweeps.demo()), words(sweeps.others())));
  }

  private static String words(Share share) {
    return switch (share) {
      case NONE -> "nothing";
      case SOME -> "one boundary of each kind at each sort of message";
      case ALL -> "every boundary";
    };
  }

  /**
   * How much of the sweeps of one mode is played.
   *
   * @param demo of DurableDemo, which has a bit of everything
   * @param others of each other workflow
   */
  record Sweeps(Share demo, Share others) {}
}
