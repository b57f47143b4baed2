package dev.crashproof.wire.temporal;

import com.google.protobuf.ByteString;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.grpc.Reading.Rewrite;
import io.temporal.api.enums.v1.TaskQueueKind;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.PollWorkflowTaskQueueRequest;
import io.temporal.api.workflowservice.v1.RespondWorkflowTaskCompletedRequest;
import io.temporal.api.workflowservice.v1.ShutdownWorkerRequest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sticky queues' names. A start may have inherited the name of another: its worker goes by its
 * own, the server by the inherited one. Safe for use by many threads.
 */
final class StickyQueues {
  private final Map<Integer, String> own = new ConcurrentHashMap<>();
  private final Map<Integer, String> inherited = new ConcurrentHashMap<>();

  /** The worker has named a queue of its own. */
  void saw(int start, TaskQueue queue) {
    if (sticky(queue)) {
      own.put(start, queue.getName());
    }
  }

  void inherit(int start, String name) {
    inherited.put(start, name);
  }

  /** The name that the server knows. */
  Optional<String> upstream(int start) {
    return Optional.ofNullable(inherited.get(start)).or(() -> Optional.ofNullable(own.get(start)));
  }

  static boolean sticky(TaskQueue queue) {
    return queue.getKind() == TaskQueueKind.TASK_QUEUE_KIND_STICKY;
  }

  Optional<Rewrite> rewritten(int start, PollWorkflowTaskQueueRequest poll) {
    return heir(start)
        .filter(name -> sticky(poll.getTaskQueue()))
        .map(
            name ->
                rewrite(
                    name,
                    poll.toBuilder()
                        .setTaskQueue(poll.getTaskQueue().toBuilder().setName(name))
                        .build()
                        .toByteString()));
  }

  Optional<Rewrite> rewritten(int start, RespondWorkflowTaskCompletedRequest completed) {
    return heir(start)
        .filter(name -> completed.getStickyAttributes().hasWorkerTaskQueue())
        .map(
            name -> {
              RespondWorkflowTaskCompletedRequest.Builder changed = completed.toBuilder();
              changed.getStickyAttributesBuilder().getWorkerTaskQueueBuilder().setName(name);
              return rewrite(name, changed.build().toByteString());
            });
  }

  Optional<Rewrite> rewritten(int start, ShutdownWorkerRequest shutdown) {
    return heir(start)
        .filter(name -> !shutdown.getStickyTaskQueue().isEmpty())
        .map(
            name ->
                rewrite(
                    name, shutdown.toBuilder().setStickyTaskQueue(name).build().toByteString()));
  }

  private Optional<String> heir(int start) {
    return Optional.ofNullable(inherited.get(start));
  }

  private static Rewrite rewrite(String name, ByteString request) {
    return new Rewrite(request, Map.of(WireOp.QUEUE, name));
  }
}
