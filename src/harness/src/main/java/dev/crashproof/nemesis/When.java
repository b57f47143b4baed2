package dev.crashproof.nemesis;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.crashproof.history.boundary.Boundary;
import java.time.Duration;

/** When a fault strikes. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "when")
@JsonSubTypes({
  @JsonSubTypes.Type(value = When.AtBoundary.class, name = "boundary"),
  @JsonSubTypes.Type(value = When.AtEvent.class, name = "event"),
  @JsonSubTypes.Type(value = When.AtTime.class, name = "time"),
  @JsonSubTypes.Type(value = When.Recovering.class, name = "recovering"),
})
public sealed interface When {

  /** In words, to follow the fault's kind. */
  String words();

  /**
   * At a boundary on the victim's wires: the message is held while the fault strikes, and then goes
   * on where its sender lives.
   *
   * @param boundary the boundary, of the kinds before, after and delivered
   */
  record AtBoundary(Boundary boundary) implements When {
    @Override
    public String words() {
      return boundary.toString();
    }
  }

  /**
   * When the workflow's event history has so many events of a type.
   *
   * @param type the type in Temporal's words
   * @param order how many, from 1
   */
  record AtEvent(String type, int order) implements When {
    @Override
    public String words() {
      return "at " + type + " " + order;
    }
  }

  /**
   * At a time.
   *
   * @param after how long after the workload was started
   */
  record AtTime(Duration after) implements When {
    @Override
    public String words() {
      return "after " + after.toMillis() + " ms";
    }
  }

  /**
   * While the workload recovers from the fault before: when the first task of the workflow has been
   * handed to a worker since that fault was over, or since another took its victim's place.
   */
  record Recovering() implements When {
    @Override
    public String words() {
      return "while recovering";
    }
  }
}
