package dev.crashproof.sweep;

import dev.crashproof.history.boundary.MessageName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which message of a replacement a late one must meet: the same call; or, since a replacement may
 * resume beyond it, the one that ends the same activity or workflow task; or, since a late one may
 * be of a transaction that is still open, a statement of the same activity that waits for its end.
 */
final class Rivals {
  private static final Pattern OF_ACTIVITY =
      Pattern.compile("(.*: )?(?:database|http|RecordActivityTaskHeartbeat) (\\S+#\\d+)( .*)?");
  private static final Pattern OF_TRANSACTION =
      Pattern.compile("(.*: )?database (\\S+#\\d+)( .*)?");
  private static final Pattern OF_WORKFLOW_TASK =
      Pattern.compile("(.*: )?RespondWorkflowTaskCompleted .*");

  private final MessageName late;
  private final Pattern ending;
  private final Optional<Pattern> statement;

  Rivals(MessageName late) {
    this.late = late;
    this.ending = ending(late.call());
    this.statement =
        Optional.of(OF_TRANSACTION.matcher(late.call()))
            .filter(Matcher::matches)
            .map(
                it ->
                    Pattern.compile(
                        prefix(it) + "database " + Pattern.quote(it.group(2)) + "( .*)?"));
  }

  private static Pattern ending(String call) {
    Matcher activity = OF_ACTIVITY.matcher(call);
    if (activity.matches()) {
      return Pattern.compile(
          prefix(activity)
              + "RespondActivityTask(Completed|Failed|Canceled) "
              + Pattern.quote(activity.group(2)));
    }
    Matcher task = OF_WORKFLOW_TASK.matcher(call);
    return task.matches()
        ? Pattern.compile(prefix(task) + "RespondWorkflowTask(Completed|Failed) .*")
        : Pattern.compile(Pattern.quote(call));
  }

  private static String prefix(Matcher matcher) {
    return matcher.group(1) == null ? "" : Pattern.quote(matcher.group(1));
  }

  /** Whether that message of another worker is one. */
  boolean include(MessageName name) {
    return late.sameCall(name) || ending.matcher(name.call()).matches();
  }

  /** Whether that message of another worker may have to wait for the late one's transaction. */
  boolean mayWait(MessageName name) {
    return statement.filter(pattern -> pattern.matcher(name.call()).matches()).isPresent();
  }
}
