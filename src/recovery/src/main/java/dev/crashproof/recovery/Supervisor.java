package dev.crashproof.recovery;

import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a worker as its child and knows of its death from the kernel, as only a parent does. Then
 *
 * <ol>
 *   <li>the worker is started anew, at once;
 *   <li>meanwhile what the dead one held is given back to the server, from its journal, over a
 *       connection that was there before: by the time the new worker polls, its tasks wait for it.
 * </ol>
 *
 * <p>It ends when the child ends by itself with a final exit code, or was told to:
 *
 * <pre>{@code
 * Supervisor.of(List.of("bin/my-worker"))
 *     .recovering(Path.of("/run/my-worker/journals"), () -> WorkflowServiceStubs.newServiceStubs(options))
 *     .build()
 *     .exec();
 * }</pre>
 *
 * <p>The program must become the worker, not start it: a shell script that ends in {@code exec}.
 */
public final class Supervisor {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

  private final List<String> words;
  private final boolean tied;
  private final Supervision supervision;

  private Supervisor(List<String> words, boolean tied, Supervision supervision) {
    this.words = words;
    this.tied = tied;
    this.supervision = supervision;
  }

  /** Of this program, with these arguments; with this process's environment, input and outputs. */
  public static Builder of(List<String> command) {
    return new Builder(List.copyOf(command));
  }

  /**
   * Supervises as all that this process is for: SIGTERM, SIGINT and SIGHUP have the child drain,
   * and the process ends with its child's exit code. Does not return.
   *
   * @throws IOException if the child can't be started the first time; the message says why
   */
  public void exec() throws IOException, InterruptedException {
    // The JVM would end with 143 after its hooks, whatever the child's drain came to.
    Thread stopping = new Thread(() -> Runtime.getRuntime().halt(stop()), "supervisor-stop");
    Runtime.getRuntime().addShutdownHook(stopping);
    boolean over = false;
    try {
      int code = run();
      over = true;
      System.exit(code);
    } finally {
      if (!over) {
        // Whoever called has an exit code of his own for that.
        remove(stopping);
      }
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      LOG.debug("this process ends already", e);
    }
  }

  /**
   * Supervises until the child has ended for good. The thread must live as long: the child may be
   * tied to it.
   *
   * @return the child's exit code, 128 and the signal's number where one killed it; 0 if told to
   *     stop while there was none
   * @throws IOException if it can't be started the first time; the message says why
   * @throws InterruptedException if the thread was; the child is told to end, and not waited for
   */
  public int run() throws IOException, InterruptedException {
    return supervision.run(tied ? Command.tied(words) : Command.loose(words));
  }

  /**
   * Has the child end in order, by SIGTERM, and {@link #run} with it. From any thread.
   *
   * @return what run returns
   */
  public int stop() {
    return supervision.stop();
  }

  /** How a supervisor is made. */
  public static final class Builder {
    private final List<String> words;
    private final Set<Integer> finalCodes = new HashSet<>(Set.of(0));
    private boolean tied = true;
    private @Nullable Path directory;
    private @Nullable Supplier<WorkflowServiceStubs> stubs;
    private Supervision.Pauser pauser =
        (pause, told) -> told.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    private LongSupplier nanos = System::nanoTime;

    private Builder(List<String> words) {
      if (words.isEmpty()) {
        throw new IllegalArgumentException(
            "there is nothing to supervise: give a program, and its arguments");
      }
      this.words = words;
    }

    /**
     * Gives back what a dead child held. Without, it is only started anew.
     *
     * @param directory the child's, as it is given to {@link CrashRecovery}
     * @param stubs makes the connection, on another thread and after the child was started; they
     *     are closed in the end
     */
    public Builder recovering(Path directory, Supplier<WorkflowServiceStubs> stubs) {
      this.directory = directory;
      this.stubs = stubs;
      return this;
    }

    /** Exit codes that a new start would not mend, beside 0: the supervisor ends with them. */
    public Builder endingWith(Set<Integer> finalCodes) {
      this.finalCodes.addAll(finalCodes);
      return this;
    }

    /**
     * Lets the child live on should the supervisor be killed. Otherwise the kernel has it drain
     * then, by SIGTERM, where {@code setpriv} of util-linux is there.
     */
    public Builder survivedByItsChild() {
      this.tied = false;
      return this;
    }

    /** With another clock and other pauses. */
    Builder timed(LongSupplier nanos, Supervision.Pauser pauser) {
      this.nanos = nanos;
      this.pauser = pauser;
      return this;
    }

    /** The supervisor, not yet begun. */
    public Supervisor build() {
      Undertaker undertaker =
          directory == null || stubs == null
              ? null
              : new Undertaker(
                  directory,
                  new WarmConnection(stubs),
                  ProcessHandle.current().pid() + "@crashproof-supervisor");
      return new Supervisor(
          words, tied, new Supervision(Set.copyOf(finalCodes), undertaker, nanos, pauser));
    }
  }
}
