package dev.crashproof.recovery;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a record of the journal costs: a task is taken, then settled, which are two. Tokens and
 * names are as long as a server's and a worker's are. {@code mvn verify -Pbenchmark} runs it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(2)
public class JournalBenchmark {
  private static final int TOKEN = 200;
  private static final String WORKFLOW_ID = "3f0a5b1e-order-2026-11-01-000001";

  @SuppressWarnings("NullAway.Init") // JMH calls begin first.
  private Path place;

  @SuppressWarnings("NullAway.Init")
  private Workplace workplace;

  @SuppressWarnings("NullAway.Init")
  private Journal journal;

  private Held.WorkflowTask workflowTask = Samples.workflowTask("");
  private Held.ActivityTask activityTask = Samples.activity("");

  /** A journal as a worker has it, in the directory of temporary files. */
  @Setup(Level.Trial)
  public void begin() throws IOException {
    place = Files.createTempDirectory("crashproof-journal-benchmark");
    workplace = Workplace.open(place.resolve("journals"));
    journal = workplace.begin();
    // A worker's sticky queue stands there all the time.
    journal.take(Samples.sticky("12345@worker-7d9f8b:3f0a5b1e-7a34-4a8e-9d67-0d8a54f2b1c6", ""));
    ByteString token = ByteString.copyFrom(new byte[TOKEN]);
    workflowTask =
        new Held.WorkflowTask("production", token, 1, "DurableDemoWorkflow", WORKFLOW_ID);
    activityTask =
        new Held.ActivityTask(
            "production",
            token,
            1,
            "process_data",
            "0c2b7a54-33e5-37a5-9a21-7a1f6b1f8d11",
            WORKFLOW_ID,
            0,
            "");
  }

  /** Leaves nothing. */
  @TearDown(Level.Trial)
  public void end() throws IOException {
    workplace.end(journal);
    Files.delete(place);
  }

  /** A workflow task. */
  @Benchmark
  public void workflowTask() {
    journal.take(workflowTask);
    journal.settle(workflowTask.key());
  }

  /** An activity's attempt. */
  @Benchmark
  public void activityTask() {
    journal.take(activityTask);
    journal.settle(activityTask.key());
  }
}
