package dev.crashproof.checker;

import dev.crashproof.history.ActivityName;
import java.util.Optional;

/**
 * An effect that must be there when all is done, and how often. {@link Expectation} tells how a row
 * of the ledger is found to be this effect.
 *
 * @param source who writes it
 * @param suffix what follows the activity's id in the effect's key where one activity has several
 *     effects, such as {@code #step-3}; empty where it has one
 * @param content what it says
 * @param times how often it may be there
 */
public record ExpectedEffect(Source source, String suffix, Content content, Times times) {

  /**
   * Refuses a suffix where no activity is named.
   *
   * @throws IllegalArgumentException if so
   */
  public ExpectedEffect {
    if (!suffix.isEmpty() && !suffix.startsWith("#")) {
      throw new IllegalArgumentException(
          "An effect's suffix begins with #, as in #step-3, not \"%s\".".formatted(suffix));
    }
    if (!suffix.isEmpty() && source.activity().isEmpty()) {
      throw new IllegalArgumentException(
          "The suffix %s needs the activity whose key it follows, such as long_running_task#1."
              .formatted(suffix));
    }
  }

  /** The one effect of an activity, named as in {@code process_data#1}, exactly once. */
  public static ExpectedEffect of(String activity, String contentJson) {
    return of(activity, "", contentJson);
  }

  /** One of several effects of an activity, told apart by their keys' suffixes, exactly once. */
  public static ExpectedEffect of(String activity, String suffix, String contentJson) {
    return new ExpectedEffect(
        Source.named(activity), suffix, Content.json(contentJson), Times.exactlyOnce());
  }

  /** The one effect of an activity, whatever it says, exactly once. */
  public static ExpectedEffect of(String activity) {
    return new ExpectedEffect(Source.named(activity), "", Content.any(), Times.exactlyOnce());
  }

  /** An effect of some activity of the type, whatever it says, exactly once. */
  public static ExpectedEffect ofType(String activityType) {
    return new ExpectedEffect(
        new Source.OfType(activityType), "", Content.any(), Times.exactlyOnce());
  }

  /** An effect under a key that is known before the run, whatever it says, exactly once. */
  public static ExpectedEffect withKey(String key) {
    return new ExpectedEffect(new Source.OfKey(key), "", Content.any(), Times.exactlyOnce());
  }

  /** An effect that is known by what it says alone, exactly once. */
  public static ExpectedEffect saying(Content content) {
    return new ExpectedEffect(Source.Anyone.ANYONE, "", content, Times.exactlyOnce());
  }

  /** The same, saying this. */
  public ExpectedEffect saying(String contentJson) {
    return with(Content.json(contentJson));
  }

  /** The same, with this content. */
  public ExpectedEffect with(Content otherContent) {
    return new ExpectedEffect(source, suffix, otherContent, times);
  }

  /** The same, that often. */
  public ExpectedEffect times(Times otherTimes) {
    return new ExpectedEffect(source, suffix, content, otherTimes);
  }

  /** Whether both ask for the same row, however often. */
  boolean sameAs(ExpectedEffect other) {
    return source.equals(other.source)
        && suffix.equals(other.suffix)
        && content.equals(other.content);
  }

  /**
   * Its name: {@code process_data#1}, {@code long_running_task#1 #step-2}, {@code any charge}, or
   * {@code key order-17}.
   */
  @Override
  public String toString() {
    if (source == Source.Anyone.ANYONE) {
      return "one saying " + content;
    }
    return suffix.isEmpty() ? source.toString() : source + " " + suffix;
  }

  /** Who writes an effect. */
  public sealed interface Source {

    /**
     * One activity, by name.
     *
     * @param name {@code process_data#1}; in a child workflow {@code child Payment#1: charge#1}, in
     *     a later run {@code run 2: process_data#1}
     */
    static Source named(String name) {
      int scopeEnd = name.lastIndexOf(": ") + 1;
      String scope = scopeEnd == 0 ? "" : name.substring(0, scopeEnd + 1);
      return new OfActivity(scope, ActivityName.parse(name.substring(scope.length())));
    }

    /** The activity, where one is named. */
    default Optional<OfActivity> activity() {
      return Optional.empty();
    }

    /**
     * One activity.
     *
     * @param scope which run it is in, as in {@code child Payment#1: }; empty for the workflow's
     *     first run
     * @param name which activity of that run
     */
    record OfActivity(String scope, ActivityName name) implements Source {
      @Override
      public Optional<OfActivity> activity() {
        return Optional.of(this);
      }

      @Override
      public String toString() {
        return scope + name;
      }
    }

    /**
     * Any activity of a type.
     *
     * @param activityType the type
     */
    record OfType(String activityType) implements Source {
      @Override
      public String toString() {
        return "any " + activityType;
      }
    }

    /**
     * Whoever writes under a key that is known before the run.
     *
     * @param key the key
     */
    record OfKey(String key) implements Source {
      @Override
      public String toString() {
        return "key " + key;
      }
    }

    /** Whoever. */
    enum Anyone implements Source {
      /** The one value. */
      ANYONE
    }
  }
}
