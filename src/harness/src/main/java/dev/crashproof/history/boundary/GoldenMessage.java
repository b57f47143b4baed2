package dev.crashproof.history.boundary;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A message of a golden run, and what came of it there.
 *
 * @param message the message
 * @param commits whether it changed something for good when its peer took it
 * @param transaction the first statement of the transaction that it is part of, if that has several
 *     and writes
 * @param leadsTo the tasks that the server handed over at once because of it
 * @param carriesTask whether a task came in its own answer
 * @param next the next message of the run, where it follows from this one and nothing else was
 *     under way in between: to die after this one is to die before that one
 */
public record GoldenMessage(
    Message message,
    boolean commits,
    Optional<MessageName> transaction,
    Set<MessageName> leadsTo,
    boolean carriesTask,
    Optional<MessageName> next) {

  /** Copies the set, in its order. */
  public GoldenMessage {
    leadsTo = Collections.unmodifiableSet(new LinkedHashSet<>(leadsTo));
  }

  /** Its name. */
  public MessageName name() {
    return message.name();
  }
}
