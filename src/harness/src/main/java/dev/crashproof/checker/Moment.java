package dev.crashproof.checker;

import dev.crashproof.history.ActivityName;
import java.util.Optional;

/** When a kill is meant to strike, and how one sees that it did. */
public interface Moment {

  /** The moment's name, as reports show it: {@code mid-activity long_running_task#1}. */
  String name();

  /** Why the moment had not come at a look before the kill; empty if it had. */
  Optional<String> unreached(Sighting before);

  /** Why the moment was over at a look after the kill; empty if it was not. */
  Optional<String> passed(Sighting after);

  /**
   * While an activity is under way: started, not ended, and its last effect not there yet.
   *
   * @param activity which, such as {@code long_running_task#1}
   * @param lastEffectSuffix the suffix of its last effect's key; empty where it has one effect
   */
  static Moment midActivity(String activity, String lastEffectSuffix) {
    return new MidActivity(ActivityName.parse(activity), Optional.empty(), lastEffectSuffix);
  }

  /**
   * While an activity is under way and has made progress: one of its effects is there, its last is
   * not.
   *
   * @param activity which, such as {@code long_running_task#1}
   * @param progressSuffix the suffix of the effect's key that shows its progress, {@code #step-1}
   * @param lastEffectSuffix the suffix of its last effect's key; empty where that is its own key
   */
  static Moment midActivity(String activity, String progressSuffix, String lastEffectSuffix) {
    return new MidActivity(
        ActivityName.parse(activity), Optional.of(progressSuffix), lastEffectSuffix);
  }

  /**
   * While a durable timer runs: started and not fired.
   *
   * @param order which of the run's timers, in the order started, from 1
   */
  static Moment midTimer(int order) {
    return new MidTimer(order);
  }

  /**
   * While the workflow waits for a decision from outside: what comes before is done and no signal,
   * update or deadline has come.
   *
   * @param afterActivity the activity whose completion begins the wait, such as {@code
   *     process_data#1}
   */
  static Moment midWait(String afterActivity) {
    return new MidWait(ActivityName.parse(afterActivity));
  }
}
