package dev.crashproof.history.boundary;

import dev.crashproof.history.wire.CommandFact;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers what a run's commands bring into being, in the order of the commands: the second activity
 * of a type is its {@code #2}, whatever id the SDK gave it.
 */
final class Numbering {
  private final Map<String, Integer> last;
  private final Map<String, String> byId;

  Numbering() {
    this(Map.of(), Map.of());
  }

  private Numbering(Map<String, Integer> last, Map<String, String> byId) {
    this.last = new HashMap<>(last);
    this.byId = new HashMap<>(byId);
  }

  /** What the commands would be called if they came next; nothing is numbered by asking. */
  List<String> preview(List<CommandFact> commands) {
    return new Numbering(last, byId).number(commands);
  }

  /** Numbers what the commands bring, and tells what they are called. */
  List<String> number(List<CommandFact> commands) {
    // A protocol message stands beside its command, which says nothing more.
    return commands.stream()
        .filter(command -> !command.type().equals("ProtocolMessage"))
        .map(this::number)
        .toList();
  }

  /** What the thing of that id is called, if it was numbered. */
  Optional<String> called(Family family, String id) {
    return Optional.ofNullable(byId.get(key(family, id)));
  }

  /** Numbers one thing: {@code process_data#1}; {@code #1} where it has no name. */
  String next(Family family, String name, String id) {
    String called = name + "#" + last.merge(key(family, name), 1, Integer::sum);
    if (!id.isEmpty()) {
      byId.put(key(family, id), called);
    }
    return called;
  }

  private String number(CommandFact command) {
    Optional<Family> made = Family.madeBy(command.type());
    String what =
        made.isPresent()
            ? made(made.get(), command)
            : Family.referredToBy(command.type())
                .flatMap(family -> called(family, command.id()))
                .orElse(command.name());
    return what.isEmpty() ? command.type() : command.type() + " " + what;
  }

  private String made(Family family, CommandFact command) {
    // An update is accepted and completed under one id.
    Optional<String> already =
        family == Family.UPDATE ? called(family, command.id()) : Optional.empty();
    // A timer's name, where an SDK gives one, is a remark for people.
    String name = family == Family.TIMER ? "" : command.name();
    return already.orElseGet(() -> next(family, name, command.id()));
  }

  private static String key(Family family, String what) {
    return family + " " + what;
  }
}
