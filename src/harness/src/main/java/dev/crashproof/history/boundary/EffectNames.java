package dev.crashproof.history.boundary;

import dev.crashproof.history.Op;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Names what a worker asks of its database, of services, and of Temporal as any client may. */
final class EffectNames {
  private final String workflowId;
  private final Tasks tasks;
  private final Claims claims;
  private final Map<String, Integer> unclear = new HashMap<>();

  EffectNames(String workflowId, Tasks tasks) {
    this.workflowId = workflowId;
    this.tasks = tasks;
    this.claims = new Claims(tasks);
  }

  Optional<Message> request(Op op) {
    Request request = Request.of(op, workflowId);
    // A connection, and what a pool says on it, is nobody's, whoever made the pool grow just then.
    if (request.kind() == MessageKind.HOUSEKEEPING) {
      return tasks.served(op)
          ? Optional.of(nobodys(request, MessageKind.HOUSEKEEPING, op))
          : Optional.empty();
    }
    Claims.Claim claim = claims.claim(op);
    if (!tasks.served(op)) {
      return Optional.empty();
    }
    if (claim.task().isPresent()) {
      Task task = claim.task().get();
      return task.named().map(named -> served(request, task, named, op));
    }
    if (claim.perhapsOurs()) {
      String name = request.name("?");
      int place = unclear.merge(Wires.tenant(op) + " " + name, 1, Integer::sum);
      String call = place == 1 ? name : "%s (%d)".formatted(name, place);
      return Optional.of(
          new Message(MessageName.first(call), request.kind(), Optional.empty(), op));
    }
    if (!claim.atWork().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        nobodys(
            request,
            request.kind() == MessageKind.READ ? MessageKind.HOUSEKEEPING : MessageKind.UNCLAIMED,
            op));
  }

  void follow(Op op) {
    claims.follow(op);
  }

  private static Message served(Request request, Task task, Task.Named named, Op op) {
    String name = named.run().prefix() + request.name(task.server());
    String call = "%s #%d".formatted(name, task.next(name));
    return new Message(
        new MessageName(call, named.message().attempt()),
        request.kind(),
        Optional.of(named.message()),
        op);
  }

  private static Message nobodys(Request request, MessageKind kind, Op op) {
    return new Message(MessageName.first(request.name("?")), kind, Optional.empty(), op);
  }
}
