package dev.crashproof.checker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crashproof.history.wire.CommandFact;
import dev.crashproof.history.wire.WireOp;
import java.util.ArrayList;
import java.util.List;

/** The commands that a workflow task's completion carried. */
final class Commands {
  private Commands() {}

  static List<CommandFact> of(Exchange exchange) {
    List<CommandFact> commands = new ArrayList<>();
    exchange
        .arrived()
        .flatMap(op -> op.detail(WireOp.COMMANDS))
        .ifPresent(
            json ->
                Json.expected(json).elements().forEachRemaining(node -> commands.add(fact(node))));
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
