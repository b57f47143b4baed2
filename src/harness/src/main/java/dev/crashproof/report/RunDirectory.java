package dev.crashproof.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The raw facts of one run on disk, under {@code runs/<UTC time>/} of the reports. Each is written
 * when it is known, whole or not at all, so that a crash keeps what was there. Safe for use by many
 * threads.
 */
public final class RunDirectory {
  private static final String MIGRATION = "migration.json";
  private static final String SOAK = "soak.json";
  private static final String TRIALS = "trials";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

  private final Path path;
  private final Map<String, SweepDirectory> sweeps = new ConcurrentHashMap<>();

  private RunDirectory(Path path) {
    this.path = path;
  }

  /**
   * Makes a new run's directory.
   *
   * @param reportsDirectory where the reports are
   * @param now the time that names the run; a second run in the same second gets a number
   */
  public static RunDirectory create(Path reportsDirectory, Instant now) {
    Path runs = reportsDirectory.resolve("runs");
    try {
      Files.createDirectories(runs);
      for (int number = 1; ; number++) {
        Path path = runs.resolve(RunName.of(now) + (number == 1 ? "" : "-" + number));
        if (made(path)) {
          return new RunDirectory(path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "A run's directory could not be made in %s: %s. Make room or make it writable."
              .formatted(runs, e),
          e);
    }
  }

  private static boolean made(Path path) throws IOException {
    try {
      Files.createDirectory(path);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** Opens a run that was saved before. */
  public static RunDirectory open(Path path) {
    if (!Files.isRegularFile(path.resolve("plan.json"))) {
      throw new IllegalArgumentException(
          "%s holds no run: there is no plan.json in it.".formatted(path));
    }
    return new RunDirectory(path);
  }

  /** The run that began at that instant, if it saved its plan; the last of them if several did. */
  public static Optional<RunDirectory> find(Path reportsDirectory, Instant began) {
    String name = RunName.of(began);
    return latest(
        reportsDirectory,
        path -> {
          String own = path.getFileName().toString();
          return own.equals(name) || own.startsWith(name + "-");
        });
  }

  /** The last run that was saved, if there is one. */
  public static Optional<RunDirectory> latest(Path reportsDirectory) {
    return latest(reportsDirectory, path -> true);
  }

  private static Optional<RunDirectory> latest(Path reportsDirectory, Predicate<Path> which) {
    return JsonFiles.list(reportsDirectory.resolve("runs")).stream()
        .filter(which)
        .filter(path -> Files.isRegularFile(path.resolve("plan.json")))
        .max(RunName.IN_ORDER)
        .map(RunDirectory::new);
  }

  /** Where the run is. */
  public Path path() {
    return path;
  }

  /** Saves what the run sets out to do. The first thing to save. */
  public void save(Plan plan) {
    JsonFiles.write(path.resolve("plan.json"), plan);
  }

  /** Saves what the run is made in. */
  public void save(EnvironmentFacts environment) {
    JsonFiles.write(path.resolve("environment.json"), environment);
  }

  /** Saves a measure as far as it has come, in place of what was saved of it before. */
  public void save(Measurement measurement) {
    JsonFiles.write(file("measures", measurement.id()), measurement);
  }

  /** Saves the recovery times of a kill moment as far as they have come. */
  public void saveRecovery(Measurement measurement) {
    JsonFiles.write(file("recovery", measurement.id()), measurement);
  }

  /** Saves one run of a scenario. */
  public void save(ScenarioRecord scenario) {
    JsonFiles.write(file("scenarios", scenario.id() + "-" + scenario.run()), scenario);
  }

  /** Saves one turn of an alternative. */
  public void save(AlternativeRecord turn) {
    JsonFiles.write(file("alternatives", turn.alternative() + "-" + turn.turn()), turn);
  }

  /** Saves what happened while workflows were moved; their evidence is saved as a scenario's. */
  public void save(MigrationFacts migration) {
    JsonFiles.write(path.resolve(MIGRATION), migration);
  }

  /** Saves one trial, under {@code trials/<campaign>/}. */
  public void save(TrialRecord trial) {
    JsonFiles.write(
        file(TRIALS + "/" + checked(trial.campaign()), trial.id() + "-" + trial.run()), trial);
  }

  /** Saves what was gathered of a trial, under {@code evidence/<campaign>/}. */
  public void save(TrialRecord trial, SavedEvidence evidence) {
    EvidenceFiles.write(
        path.resolve("evidence")
            .resolve(checked(trial.campaign()))
            .resolve(checked(trial.id() + "-" + trial.run())),
        evidence);
  }

  /** Saves what came of one mutant. */
  public void save(MutantRecord mutant) {
    JsonFiles.write(file("mutants", mutant.id()), mutant);
  }

  /** Saves the soak as far as it has come, in place of what was saved of it before. */
  public void save(SoakRecord soak) {
    JsonFiles.write(path.resolve(SOAK), soak);
  }

  /**
   * Where the facts of a sweep are saved: {@code sweeps/<id>/}.
   *
   * @param id the sweep's id
   */
  public SweepDirectory sweep(String id) {
    Path directory = path.resolve("sweeps").resolve(checked(id));
    return sweeps.computeIfAbsent(id, own -> SweepDirectory.at(directory));
  }

  /**
   * Saves why something will not be there.
   *
   * @param id the id of a target, measure, kill moment, scenario, sweep or alternative, or {@code
   *     environment}
   * @param why the reason, as a clause
   */
  public void missing(String id, String why) {
    addReason("missing.json", id, why);
  }

  /**
   * Saves that a test failed: what it saw may be in no scenario and no measure, and a report that
   * did not know would call the run good.
   *
   * @param test the test's name
   * @param why the reason, as a clause
   */
  public void failedTest(String test, String why) {
    addReason("failed-tests.json", test, why);
  }

  private synchronized void addReason(String file, String id, String why) {
    Map<String, String> reasons = new TreeMap<>(readReasons(file));
    reasons.put(id, why);
    JsonFiles.write(path.resolve(file), new Reasons(reasons));
  }

  /** Reads all of it back. */
  public RunFacts read() {
    return new RunFacts(
        path.getFileName().toString(),
        JsonFiles.read(path.resolve("plan.json"), Plan.class),
        readIfThere("environment.json", EnvironmentFacts.class),
        readAll("measures", Measurement.class, Comparator.comparing(Measurement::id)),
        readAll("recovery", Measurement.class, Comparator.comparing(Measurement::id)),
        readAll(
            "scenarios",
            ScenarioRecord.class,
            Comparator.comparing(ScenarioRecord::id).thenComparing(ScenarioRecord::run)),
        readSweeps(),
        readAll(
            "alternatives", AlternativeRecord.class, Comparator.comparing(AlternativeRecord::turn)),
        readReasons("missing.json"),
        readReasons("failed-tests.json"),
        readIfThere(MIGRATION, MigrationFacts.class),
        new FaultFacts(
            readTrials(),
            readAll("mutants", MutantRecord.class, Comparator.comparing(MutantRecord::id)),
            readIfThere(SOAK, SoakRecord.class)));
  }

  private <T> Optional<T> readIfThere(String name, Class<T> type) {
    Path file = path.resolve(name);
    return Files.exists(file) ? Optional.of(JsonFiles.read(file, type)) : Optional.empty();
  }

  private List<TrialRecord> readTrials() {
    return JsonFiles.list(path.resolve(TRIALS)).stream()
        .sorted()
        .map(campaign -> TRIALS + "/" + campaign.getFileName())
        .flatMap(
            campaign ->
                readAll(
                    campaign,
                    TrialRecord.class,
                    Comparator.comparing(TrialRecord::id).thenComparing(TrialRecord::run))
                    .stream())
        .toList();
  }

  private Map<String, String> readReasons(String name) {
    Path file = path.resolve(name);
    return Files.exists(file) ? JsonFiles.read(file, Reasons.class).reasons() : Map.of();
  }

  private <T> List<T> readAll(String kind, Class<T> type, Comparator<T> order) {
    return JsonFiles.list(path.resolve(kind)).stream()
        .filter(p -> p.toString().endsWith(".json"))
        .map(p -> JsonFiles.read(p, type))
        .sorted(order)
        .toList();
  }

  private List<SweepFacts> readSweeps() {
    return JsonFiles.list(path.resolve("sweeps")).stream()
        .map(SweepDirectory::at)
        .filter(SweepDirectory::exists)
        .map(SweepDirectory::read)
        .sorted(Comparator.comparing(SweepFacts::id))
        .toList();
  }

  private Path file(String kind, String id) {
    return path.resolve(kind).resolve(checked(id) + ".json");
  }

  private static String checked(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "The id of a scenario, measure, sweep or trial is made of letters, digits and _ . -, not \"%s\"."
              .formatted(id));
    }
    return id;
  }

  /** Reasons, each by what it is about. */
  record Reasons(Map<String, String> reasons) {}
}
