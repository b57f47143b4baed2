package dev.crashproof.checker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crashproof.history.wire.CommandFact;
import dev.crashproof.history.wire.WireOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commands that a workflow task's completion carried. */
final class Commands {
  private Commands() {}

  static List<CommandFact> of(Exchange exchange) {
    return parse(exchange.arrived().flatMap(op -> op.detail(WireOp.COMMANDS)));
  }

  /** Reads the JSON array that an op's detail holds. */
  static List<CommandFact> parse(Optional<String> detail) {
    List<CommandFact> commands = new ArrayList<>();
    detail.ifPresent(
        json -> Json.expected(json).elements().forEachRemaining(node -> commands.add(fact(node))));
    return List.copyOf(commands);
  }

  private static CommandFact fact(JsonNode node) {
    return new CommandFact(
        node.path("type").asText(""), node.path("name").asText(""), node.path("id").asText(""));
  }

  static boolean schedules(CommandFact command, Scheduled activity) {
    return command.type().equals("ScheduleActivityTask") && command.id().equals(activity.id());
  }
}
