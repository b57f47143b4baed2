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
    implements Lanes.Place {

  /** A lane of these workers, which are not started yet. */
  public static Lane of(String name, Mode mode, Crew crew, Recorder recorder) {
    return new Lane(
        name,
        mode,
        crew,
        recorder,
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "crashproof-watch-" + name);
              thread.setDaemon(true);
              return thread;
            }));
  }

  /** A lane whose workers are replaced in one of the two ways; not started yet. */
  public static Lane open(
      String name, Mode mode, Subject subject, Grounds grounds, Patience patience) {
    Recorder recorder = new Recorder();
    WorkerSlot first = WorkerSlot.open(name + "-a", name, subject, grounds, recorder);
    try {
      Crew crew =
          switch (mode) {
            case UNASSISTED -> new ColdCrew(first, recorder, patience.readyWithin());
            case ASSISTED ->
                new StandbyCrew(
                    first,
                    WorkerSlot.open(name + "-b", name, subject, grounds, recorder),
                    recorder,
                    patience.readyWithin());
          };
      return of(name, mode, crew, recorder);
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
