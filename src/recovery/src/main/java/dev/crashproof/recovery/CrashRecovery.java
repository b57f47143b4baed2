package dev.crashproof.recovery;

import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.SimplePlugin;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a Temporal worker's workflows go on in milliseconds after its process was killed, where the
 * server alone would wait for its timeouts. Given to the service stubs, it reaches all workers that
 * are made from them:
 *
 * <pre>{@code
 * WorkflowServiceStubsOptions.newBuilder().setPlugins(CrashRecovery.in(directory))
 * }</pre>
 *
 * <p>What the process holds stands in a crash journal in that directory. Once the process is proven
 * dead, what it held is given back to the server: by the same worker as it starts anew, before it
 * polls; by any other worker of the same directory, the moment the kernel tells of the death; by a
 * supervisor. What may be alive is never touched.
 *
 * <p>The directory belongs to one user on one machine: a local disk, a memory file system, a volume
 * of a pod. Its workers must be let in to the same server and namespaces, since each gives back
 * what any other held. Where it can't be used the worker runs on without, and a warning says why.
 *
 * <p>Outcomes are counted in the stubs' metrics scope, {@value #METRIC} with {@code kind} ({@code
 * workflow_task}, {@code activity_task}, {@code sticky_queue}) and {@code outcome}.
 */
public final class CrashRecovery extends SimplePlugin {
  /**
   * The type of the ApplicationFailure with which a dead worker's task is failed. A retry policy
   * that names it as not to be retried is respected: the attempt is left alone.
   */
  public static final String WORKER_DIED = "CrashproofWorkerDied";

  /** The counter of all that dead processes held, by what came of it. */
  public static final String METRIC = "crashproof_recovered";

  private static final Logger LOG = LoggerFactory.getLogger(CrashRecovery.class);
  private static final String NAME = "dev.crashproof.recovery";
  // As long as polling waits for the dead: what takes longer goes on beside it.
  private static final long PATIENCE_MILLIS = 1000;

  private final Path directory;
  private final AtomicReference<@Nullable Journal> journal;
  private final StickyNames names = new StickyNames(this::disowned);
  private final Set<String> taskQueues = ConcurrentHashMap.newKeySet();
  private final TaskWatch watch;
  private final Set<WorkerFactory> factories = Collections.newSetFromMap(new IdentityHashMap<>());
  private @Nullable Workplace workplace;
  private @Nullable PeerWatch peers;
  private volatile @Nullable Reaper reaper;
  private volatile @Nullable StickyDrain drain;
  private boolean failed;

  private CrashRecovery(
      Path directory, Set<String> spared, AtomicReference<@Nullable Journal> journal) {
    super(SimplePlugin.newBuilder(NAME).addWorkerInterceptors(new AsyncCompletion(journal::get)));
    this.directory = directory;
    this.journal = journal;
    this.watch = new TaskWatch(journal::get, names, new Sparing(spared::contains));
  }

  /**
   * With journals in this directory.
   *
   * @param directory is made where there is none, private to this user
   */
  public static CrashRecovery in(Path directory) {
    return in(directory, Set.of());
  }

  /**
   * With journals in this directory, and activities that are left to the server's timeouts.
   *
   * @param directory is made where there is none, private to this user
   * @param sparedActivities the types of activities whose attempts are never reaped, since an early
   *     retry would do harm: the old attempt's last calls may still be under way
   */
  public static CrashRecovery in(Path directory, Set<String> sparedActivities) {
    return new CrashRecovery(directory, Set.copyOf(sparedActivities), new AtomicReference<>());
  }

  @Override
  public void configureServiceStubs(WorkflowServiceStubsOptions.Builder builder) {
    super.configureServiceStubs(builder);
    builder.addGrpcClientInterceptor(watch);
  }

  /** Which task queues can be inherited. */
  @Override
  public void initializeWorker(String taskQueue, Worker worker) {
    super.initializeWorker(taskQueue, worker);
    taskQueues.add(taskQueue);
  }

  /**
   * Reaps what dead processes held, then lets the workers poll.
   *
   * @throws IllegalStateException if the stubs were made without this plugin
   */
  @Override
  public void startWorkerFactory(WorkerFactory factory, Consumer<WorkerFactory> next) {
    WorkflowServiceStubs stubs = factory.getWorkflowClient().getWorkflowServiceStubs();
    if (!stubs.getOptions().getGrpcClientInterceptors().contains(watch)) {
      throw new IllegalStateException(
          "CrashRecovery sees nothing of this worker's tasks: give it to"
              + " WorkflowServiceStubsOptions.Builder.setPlugins, not to the client or the factory");
    }
    begin(factory, stubs, factory.getWorkflowClient().getOptions());
    super.startWorkerFactory(factory, next);
    background("crashproof-rehearsal", this::rehearse);
  }

  @Override
  public void shutdownWorkerFactory(WorkerFactory factory, Consumer<WorkerFactory> next) {
    super.shutdownWorkerFactory(factory, next);
    end(factory);
  }

  private synchronized void begin(
      WorkerFactory factory, WorkflowServiceStubs stubs, WorkflowClientOptions client) {
    if (!factories.add(factory) || failed) {
      return;
    }
    try {
      if (workplace == null) {
        workplace = Workplace.open(directory);
        workplace.tidy();
      }
      Journal open = journal.get();
      if (open != null) {
        open.stayOpen();
      } else {
        journal.set(workplace.begin());
      }
      if (peers == null) {
        Reaper begun = new Reaper(stubs, client.getIdentity());
        reaper = begun;
        drain = new StickyDrain(stubs, begun, client.getIdentity());
        reap(workplace, begun, client.getNamespace());
        peers =
            PeerWatch.begin(
                workplace, remains -> give(begun, remains, remains.held()), this::refresh);
      }
    } catch (IOException | RuntimeException e) {
      failed = true;
      LOG.warn(
          "crash recovery is off ({}): after a crash this worker's tasks wait for the server's"
              + " timeouts",
          reason(e));
    }
  }

  private void refresh() {
    Journal open = journal.get();
    if (open != null) {
      open.refresh();
      Workplace.refresh();
    }
  }

  // Beside what polls already, so that a start is no slower for it.
  private void rehearse() {
    Journal open = journal.get();
    Reaper reaper = this.reaper;
    if (open == null || reaper == null) {
      return;
    }
    try {
      JournalFile.Contents own = JournalFile.contents(open.file());
      LOG.debug(
          "rehearsed {} bytes for {}, seen {}",
          reaper.rehearse(own.owner()),
          own.held().size(),
          own.owner().sighting());
    } catch (IOException | RuntimeException e) {
      LOG.debug("the rehearsal ended early", e);
    }
  }

  // The message of an exception of the file system is often the file's name alone.
  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null || e instanceof FileSystemException ? e.toString() : message;
  }

  private void reap(Workplace place, Reaper reaper, String namespace) throws IOException {
    ProofOfDeath proof = new ProofOfDeath(place);
    List<Thread> reaping = new ArrayList<>();
    try {
      for (Path other : place.others()) {
        Remains remains = proof.now(other).orElse(null);
        if (remains != null) {
          List<Held> left = inheriting(reaper, remains, namespace);
          Thread thread =
              background("crashproof-reaper", () -> giveAndClose(reaper, remains, left));
          if (thread == null) {
            remains.close();
          } else {
            reaping.add(thread);
          }
        }
      }
      long until = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
      for (Thread thread : reaping) {
        thread.join(Math.max(1, (until - System.nanoTime()) / 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What is left to be reaped once the sticky names were left to this process's workers. */
  private List<Held> inheriting(Reaper reaper, Remains remains, String namespace) {
    List<Held> left = new ArrayList<>();
    for (Held held : remains.held()) {
      if (held instanceof Held.StickyQueue queue
          // A name that nobody comes for would have to be waited out.
          && queue.namespace().equals(namespace)
          && taskQueues.contains(queue.normalName())
          && names.leave(queue)) {
        reaper.tell(remains.owner(), held, Outcome.INHERITED);
      } else {
        left.add(held);
      }
    }
    return left;
  }

  // Its worker is of another version: what is there for the old code must not come to the new.
  private void disowned(Held.StickyQueue queue) {
    Reaper reaper = this.reaper;
    if (reaper != null) {
      background("crashproof-reaper", () -> reaper.shutDown(ProcessIdentity.current(), queue));
    }
  }

  private void giveAndClose(Reaper reaper, Remains remains, List<Held> held)
      throws InterruptedException {
    try (remains) {
      give(reaper, remains, held);
    }
  }

  /** On a thread of its own; null where there is none to be had. */
  private static @Nullable Thread background(String name, Background.Work work) {
    Thread thread = Background.thread(name, Background.USUAL_STACK, work, () -> {});
    return Background.started(thread) ? thread : null;
  }

  private void give(Reaper reaper, Remains remains, List<Held> held) throws InterruptedException {
    remains.leave(reaper.reap(remains.owner(), held));
    // Beside all that waits for the reaper: it takes a moment, and mostly finds nothing.
    StickyDrain drain = this.drain;
    for (Held one : held) {
      if (drain != null && one instanceof Held.StickyQueue queue) {
        background("crashproof-drain", () -> drain.drain(remains.owner(), queue));
      }
    }
  }

  private synchronized void end(WorkerFactory factory) {
    if (!factories.remove(factory) || !factories.isEmpty()) {
      return;
    }
    if (peers != null) {
      peers.close();
      peers = null;
    }
    Journal open = journal.get();
    Workplace place = workplace;
    if (open != null && place != null) {
      // Tasks may still run, and what is not done when the process ends is the next one's to reap.
      open.whenEmpty(
          () -> {
            journal.compareAndSet(open, null);
            place.end(open);
          });
    }
  }
}
