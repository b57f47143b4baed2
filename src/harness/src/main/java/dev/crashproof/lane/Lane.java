package dev.crashproof.lane;

import dev.crashproof.history.Recorder;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One of several places where points are played at the same time: a task queue of its own, its
 * workers, and one order of all that happens there.
 *
 * @param name its name, and its task queue's
 * @param mode how its workers are replaced
 * @param crew its workers
 * @param recorder takes down what happens
 * @param watcher watches the workload that is under way
 */
public record Lane(String name, Mode mode, Crew crew, Recorder recorder, ExecutorService watcher)
    implements AutoCloseable {

  /** A lane whose workers are not started yet. */
  public static Lane open(
      String name, Mode mode, Subject subject, Grounds grounds, Patience patience) {
    Recorder recorder = new Recorder();
    WorkerSlot first = WorkerSlot.open(name + "-a", name, subject, grounds, recorder);
    try {
      return new Lane(
          name,
          mode,
          switch (mode) {
            case UNASSISTED -> new ColdCrew(first, recorder, patience.readyWithin());
            case ASSISTED ->
                new StandbyCrew(
                    first,
                    WorkerSlot.open(name + "-b", name, subject, grounds, recorder),
                    recorder,
                    patience.readyWithin());
          },
          recorder,
          Executors.newCachedThreadPool(
              task -> {
                Thread thread = new Thread(task, "crashproof-watch-" + name);
                thread.setDaemon(true);
                return thread;
              }));
    } catch (RuntimeException e) {
      first.close();
      throw e;
    }
  }

  @Override
  public void close() {
    watcher.shutdownNow();
    crew.close();
  }
}
