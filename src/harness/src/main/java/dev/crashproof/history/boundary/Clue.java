package dev.crashproof.history.boundary;

import dev.crashproof.history.Op;
import dev.crashproof.history.wire.WireOp;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How strongly a request's text tells that it was sent for an activity.
 *
 * @param task the activity's task
 * @param strength 3 where a distinctive activity id stands in the text; 2 where the workflow's id
 *     and a short activity id do, since a bare {@code 1} stands everywhere; 1 where the workflow's
 *     id alone does; 0 where nothing does
 * @param closeness how much of the text it explains, between equals: an id may begin with another
 */
record Clue(Task task, int strength, int closeness) {
  private static final int DISTINCTIVE = 8;
  private static final Comparator<Clue> BY_WEIGHT =
      Comparator.comparingInt(Clue::strength).thenComparingInt(Clue::closeness);

  static Clue of(String text, Task task) {
    Op op = task.handedOver();
    String activity = Wires.text(op, WireOp.ACTIVITY_ID);
    String workflow = Wires.text(op, WireOp.WORKFLOW_ID);
    boolean namesWorkflow = stands(workflow, text, "-_.");
    int closeness =
        workflow.length() * 2 + (stands(Wires.text(op, WireOp.ACTIVITY_TYPE), text, "-_") ? 1 : 0);
    if (activity.length() >= DISTINCTIVE && stands(activity, text, "")) {
      return new Clue(task, 3, closeness);
    }
    if (namesWorkflow) {
      return new Clue(task, stands(activity, text, "-_.") ? 2 : 1, closeness);
    }
    return new Clue(task, 0, 0);
  }

  /**
   * The one activity that the text points to, and its latest attempt; none where it could be two.
   */
  static Optional<Task> strongest(String text, List<Task> activities, int atLeast) {
    List<Clue> clues =
        activities.stream()
            .map(task -> of(text, task))
            .filter(clue -> clue.strength() >= atLeast)
            .sorted(BY_WEIGHT)
            .toList();
    if (clues.isEmpty()) {
      return Optional.empty();
    }
    Clue best = clues.get(clues.size() - 1);
    boolean alone =
        clues.stream()
            .filter(clue -> BY_WEIGHT.compare(clue, best) == 0)
            .allMatch(clue -> sameActivity(clue.task(), best.task()));
    return alone ? Optional.of(best.task()) : Optional.empty();
  }

  private static boolean sameActivity(Task one, Task other) {
    return List.of(WireOp.WORKFLOW_ID, WireOp.RUN_ID, WireOp.ACTIVITY_ID).stream()
        .allMatch(
            detail ->
                Wires.text(one.handedOver(), detail)
                    .equals(Wires.text(other.handedOver(), detail)));
  }

  /** Whether the word stands in the text by itself, and not as a part of a longer one. */
  private static boolean stands(String word, String text, String alsoPartOfWords) {
    if (word.isEmpty()) {
      return false;
    }
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (ends(text, at - 1, alsoPartOfWords) && ends(text, at + word.length(), alsoPartOfWords)) {
        return true;
      }
    }
    return false;
  }

  private static boolean ends(String text, int at, String alsoPartOfWords) {
    return at < 0
        || at >= text.length()
        || !(Character.isLetterOrDigit(text.charAt(at))
            || alsoPartOfWords.indexOf(text.charAt(at)) >= 0);
  }
}
