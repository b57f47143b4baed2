package dev.crashproof.checker;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the activity whose id a key holds. Java's ids are random and can't be mistaken; those of
 * other SDKs are small numbers, which name an activity only beside the workflow's or the run's id.
 */
final class Owners {
  // Too long to stand in a key by chance.
  private static final int UNMISTAKABLE = 16;

  private final Executions executions;

  Owners(Executions executions) {
    this.executions = executions;
  }

  /**
   * The activity that the key names, if it names one.
   *
   * @param workflowId the workflow that the row tells; empty where it tells none
   * @param activityType the type that the row tells; empty where it tells none
   */
  Optional<Owner> of(String key, String workflowId, String activityType) {
    List<Scheduled> candidates =
        executions.activities().stream()
            .filter(a -> workflowId.isBlank() || a.execution().is(workflowId))
            .toList();
    return candidates.stream()
        .flatMap(a -> byConvention(key, a).stream())
        .findFirst()
        .or(() -> byMention(key, activityType, candidates));
  }

  private static Optional<Owner> byConvention(String key, Scheduled activity) {
    String own = EffectKeys.of(activity.execution().eventHistory(), activity.run());
    return EffectKeys.belongs(key, own)
        ? Optional.of(new Owner(activity, key.substring(own.length())))
        : Optional.empty();
  }

  private static Optional<Owner> byMention(
      String key, String activityType, List<Scheduled> candidates) {
    boolean tellsRun =
        candidates.stream().anyMatch(a -> key.contains(a.execution().eventHistory().runId()));
    return candidates.stream()
        .filter(a -> activityType.isBlank() || a.type().equals(activityType))
        .filter(a -> !tellsRun || key.contains(a.execution().eventHistory().runId()))
        .flatMap(a -> mention(key, a).stream())
        .min(Comparator.comparingInt(Mention::at))
        .map(Mention::owner);
  }

  private static Optional<Mention> mention(String key, Scheduled activity) {
    String workflowId = activity.execution().eventHistory().workflowId();
    String runId = activity.execution().eventHistory().runId();
    boolean tellsWhose = key.contains(workflowId) || key.contains(runId);
    if (activity.id().isBlank() || (activity.id().length() < UNMISTAKABLE && !tellsWhose)) {
      return Optional.empty();
    }
    // The workflow's and the run's own ids may hold a small number too.
    String rest = blank(blank(key, workflowId), runId);
    Matcher matcher =
        Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(activity.id()) + "(?![\\p{L}\\p{N}])")
            .matcher(rest);
    return matcher.find()
        ? Optional.of(
            new Mention(matcher.start(), new Owner(activity, key.substring(matcher.end()))))
        : Optional.empty();
  }

  private static String blank(String key, String id) {
    return id.isEmpty() ? key : key.replace(id, "/".repeat(id.length()));
  }

  private record Mention(int at, Owner owner) {}
}
