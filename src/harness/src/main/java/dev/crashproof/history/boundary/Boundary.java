package dev.crashproof.history.boundary;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A point at which a crash could matter, named by meaning: {@code before
 * RespondActivityTaskCompleted process_data#1}. In JSON it is its name.
 *
 * @param kind where, relative to the message
 * @param message the message's name; for {@link BoundaryKind#IDLE} it is {@code idle} itself
 */
public record Boundary(BoundaryKind kind, String message) {

  /**
   * Refuses a boundary at no message, and one whose name would be another's.
   *
   * @throws IllegalArgumentException if so
   */
  public Boundary {
    if (message.isBlank()) {
      throw new IllegalArgumentException("A boundary needs the name of its message.");
    }
    boolean idle = kind == BoundaryKind.IDLE;
    boolean ambiguous =
        idle
            ? !message.equals(kind.word())
            : (kind.word() + " " + message).startsWith(BoundaryKind.AFTER_ASSIGNED.word() + " ")
                && kind != BoundaryKind.AFTER_ASSIGNED;
    if (ambiguous) {
      throw new IllegalArgumentException(
          "No boundary of the kind \"%s\" can be at a message called \"%s\"."
              .formatted(kind.word(), message));
    }
  }

  /** The worker has nothing to do. */
  public static Boundary idle() {
    return new Boundary(BoundaryKind.IDLE, BoundaryKind.IDLE.word());
  }

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException if it names no boundary
   */
  @JsonCreator
  public static Boundary parse(String name) {
    if (name.equals(BoundaryKind.IDLE.word())) {
      return idle();
    }
    // "after (assigned)" begins with "after": the longest word counts.
    return Arrays.stream(BoundaryKind.values())
        .sorted(Comparator.comparing((BoundaryKind kind) -> kind.word().length()).reversed())
        .filter(kind -> kind != BoundaryKind.IDLE && name.startsWith(kind.word() + " "))
        .findFirst()
        .map(kind -> new Boundary(kind, name.substring(kind.word().length() + 1)))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    ("\"%s\" names no boundary: write before, after, after (assigned), delivered or"
                            + " late and a message, or idle.")
                        .formatted(name)));
  }

  @Override
  @JsonValue
  public String toString() {
    return kind == BoundaryKind.IDLE ? kind.word() : kind.word() + " " + message;
  }
}
