package dev.crashproof.wire.temporal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an interposer has learnt from the messages.
 *
 * @param tasks the tasks that were handed over
 * @param runs what later messages of a run refer to
 * @param sticky the sticky queues' names
 * @param pollers the starts that have polled for workflow tasks
 */
record Memory(Tasks tasks, RunMemory.OfAll runs, StickyQueues sticky, Set<Integer> pollers) {

  static Memory empty() {
    return new Memory(
        new Tasks(), new RunMemory.OfAll(), new StickyQueues(), ConcurrentHashMap.newKeySet());
  }
}
