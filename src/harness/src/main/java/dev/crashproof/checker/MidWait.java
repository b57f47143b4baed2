package dev.crashproof.checker;

import dev.crashproof.history.ActivityName;
import dev.crashproof.history.ActivityRun;
import dev.crashproof.history.Event;
import java.util.Optional;
import java.util.Set;

/** While the workflow waits for a decision from outside. */
record MidWait(ActivityName afterActivity) implements Moment {
  private static final Set<String> DECISIONS =
      Set.of("WorkflowExecutionSignaled", "WorkflowExecutionUpdateAccepted", "TimerFired");

  @Override
  public String name() {
    return "mid-wait after " + afterActivity;
  }

  @Override
  public Optional<String> unreached(Sighting before) {
    Optional<Event> done =
        before
            .eventHistory()
            .activity(afterActivity)
            .filter(ActivityRun::completed)
            .flatMap(ActivityRun::ended);
    if (done.isEmpty()) {
      return Optional.of(afterActivity + " was not completed yet");
    }
    // Only with the workflow task after that completion has the workflow's own code come to wait.
    return before
            .eventHistory()
            .first(e -> e.is("WorkflowTaskCompleted") && e.id() > done.get().id())
            .isPresent()
        ? Optional.empty()
        : Optional.of("the workflow had not yet seen that " + afterActivity + " was completed");
  }

  @Override
  public Optional<String> passed(Sighting after) {
    return after
        .eventHistory()
        .first(e -> DECISIONS.contains(e.type()))
        .map(e -> "the decision was there: %s (event %d)".formatted(e.type(), e.id()));
  }
}
