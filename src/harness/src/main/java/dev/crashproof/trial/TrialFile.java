package dev.crashproof.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.crashproof.checker.Validity;
import dev.crashproof.checker.Verdict;
import dev.crashproof.nemesis.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The one file that a run which went wrong leaves behind, and from which it is played again: the
 * same workload under the same faults at the same moments, not by the same clock.
 *
 * @param version of the format
 * @param campaign what the run was part of
 * @param trial its id there
 * @param workload what was run, by its name in a catalogue of the reader's
 * @param seed what the schedule was drawn with; 0 where a person wrote it
 * @param schedule what struck
 * @param complaints who did not call it VALID, and why
 */
public record TrialFile(
    int version,
    String campaign,
    String trial,
    String workload,
    long seed,
    Schedule schedule,
    List<Complaint> complaints) {
  /** The version that is written, and the only one that is read. */
  public static final int VERSION = 1;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  /**
   * What a checker had to say.
   *
   * @param checker its name
   * @param validity INVALID or UNKNOWN
   * @param reason why
   */
  public record Complaint(String checker, Validity validity, String reason) {}

  /** Copies the complaints. */
  public TrialFile {
    complaints = List.copyOf(complaints);
  }

  /** What is to be kept of a run. */
  public static TrialFile of(String campaign, String workload, TrialRun run) {
    Schedule schedule = run.trial().schedule();
    return new TrialFile(
        VERSION,
        campaign,
        run.trial().id(),
        workload,
        schedule.seed(),
        schedule,
        run.judgement().verdicts().stream()
            .filter(verdict -> verdict.validity() != Validity.VALID)
            .map(verdict -> new Complaint(verdict.checker(), verdict.validity(), verdict.reason()))
            .toList());
  }

  /** The same with fewer faults, or others. */
  public TrialFile under(Schedule other) {
    return new TrialFile(version, campaign, trial, workload, seed, other, complaints);
  }

  /** The checkers that called the run INVALID: how it failed. */
  public Set<String> failed() {
    return complaints.stream()
        .filter(complaint -> complaint.validity() == Validity.INVALID)
        .map(Complaint::checker)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether another run failed the same way: a checker that called this one INVALID did so too. */
  public boolean failsAlike(TrialRun run) {
    Set<String> failed = failed();
    return run.judgement().verdicts().stream()
        .filter(verdict -> verdict.validity() == Validity.INVALID)
        .map(Verdict::checker)
        .anyMatch(failed::contains);
  }

  /**
   * The trial that is played again.
   *
   * @param catalogue workloads and what must come out of them, by name
   * @param id its id this time
   * @throws IllegalArgumentException if its workload is not in the catalogue
   */
  public Trial trial(Map<String, Trial> catalogue, String id) {
    return Optional.ofNullable(catalogue.get(workload))
        .map(template -> template.called(id).under(schedule))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The trial %s ran the workload \"%s\", which is not there: use one of %s, or the version of the program that wrote it."
                        .formatted(trial, workload, new TreeSet<>(catalogue.keySet()))));
  }

  /** Writes it, and the directories above it. */
  public void write(Path file) {
    try {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null) {
        Files.createDirectories(directory);
      }
      DefaultPrettyPrinter printer =
          new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
      Files.writeString(file, JSON.writer(printer).writeValueAsString(this) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("%s can't be put into JSON".formatted(this), e);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s could not be written: %s. Make room or make the directory writable."
              .formatted(file, e),
          e);
    }
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is of a version that is not known
   * @throws UncheckedIOException if it is missing or damaged
   */
  public static TrialFile read(Path file) {
    try {
      JsonNode tree = JSON.readTree(Files.readString(file));
      int version = tree.path("version").asInt();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "%s is of version %s and only version %d can be read: play it with the program that wrote it."
                .formatted(file, tree.path("version").asText("none"), VERSION));
      }
      return JSON.treeToValue(tree, TrialFile.class);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s could not be read as a trial: it is missing or damaged (%s). Give the path of a file that a run wrote below replays/."
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
