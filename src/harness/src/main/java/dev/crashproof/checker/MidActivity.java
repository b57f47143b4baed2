package dev.crashproof.checker;

import dev.crashproof.history.ActivityName;
import dev.crashproof.history.ActivityRun;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** While an activity is under way. */
record MidActivity(ActivityName activity, Optional<String> progressSuffix, String lastEffectSuffix)
    implements Moment {

  @Override
  public String name() {
    return "mid-activity " + activity;
  }

  @Override
  public Optional<String> unreached(Sighting before) {
    Optional<ActivityRun> run = before.eventHistory().activity(activity);
    if (run.isEmpty()) {
      return Optional.of(activity + " was not scheduled yet");
    }
    if (!underWay(before, run.get())) {
      return Optional.of(
          "nothing shows that %s had started: no pending activity STARTED, no attempt or effect in the ledger"
              .formatted(activity));
    }
    return progressSuffix
        .map(suffix -> EffectKeys.of(before.eventHistory(), run.get()) + suffix)
        .filter(key -> before.ledgerKeys().filter(keys -> keys.contains(key)).isEmpty())
        .map(key -> "the effect that shows its progress was not in the ledger yet: " + key);
  }

  private static boolean underWay(Sighting before, ActivityRun run) {
    String key = EffectKeys.of(before.eventHistory(), run);
    return before.startedActivityIds().contains(run.activityId())
        || Stream.concat(
                before.ledgerKeys().stream().flatMap(Set::stream), before.attemptKeys().stream())
            .anyMatch(k -> EffectKeys.belongs(k, key));
  }

  @Override
  public Optional<String> passed(Sighting after) {
    Optional<ActivityRun> run = after.eventHistory().activity(activity);
    if (run.isEmpty()) {
      return Optional.of(activity + " is not in the event history");
    }
    if (run.get().ended().isPresent()) {
      return Optional.of(activity + " had ended: " + run.get().ended().get().type());
    }
    if (after.ledgerKeys().isEmpty()) {
      return Optional.of("nobody looked at the ledger, so that its last effect may be there");
    }
    String last = EffectKeys.of(after.eventHistory(), run.get()) + lastEffectSuffix;
    return after.ledgerKeys().get().contains(last)
        ? Optional.of("its last effect was in the ledger: " + last)
        : Optional.empty();
  }
}
