package dev.crashproof.history.boundary;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A boundary that is to be struck, and how to know it when it comes.
 *
 * @param boundary the boundary
 * @param message the name of the message to wait for; for {@link BoundaryKind#IDLE} the request
 *     after whose answer the worker has nothing to do, empty where the workflow never waits
 * @param certain whether every golden run came to it; else only a race may reach it
 * @param leadsTo for {@link BoundaryKind#AFTER_ASSIGNED}: the tasks of which one is handed to the
 *     dying worker
 */
public record PlannedBoundary(
    Boundary boundary, Optional<MessageName> message, boolean certain, Set<MessageName> leadsTo) {

  /** Copies the set, in its order. */
  public PlannedBoundary {
    leadsTo = Collections.unmodifiableSet(new LinkedHashSet<>(leadsTo));
  }

  /** Whether this is the message to strike at, at the first attempt or a later one. */
  public boolean meets(Message passing) {
    return message.filter(passing.name()::equals).isPresent();
  }

  /** The boundary's name. */
  @Override
  public String toString() {
    return boundary.toString();
  }
}
