package dev.crashproof.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.crashproof.checker.Checker;
import dev.crashproof.checker.Evidence;
import dev.crashproof.checker.Moment;
import dev.crashproof.checker.Validity;
import dev.crashproof.checker.Verdict;
import dev.crashproof.history.Recorder;
import dev.crashproof.ledger.Ledger;
import dev.crashproof.process.ProcessException;
import dev.crashproof.process.Run;
import dev.crashproof.process.RunRegistry;
import dev.crashproof.process.WorkerCommand;
import dev.crashproof.process.WorkerProcess;
import dev.crashproof.workload.LedgerReader;
import dev.crashproof.workload.TemporalNamespace;
import dev.crashproof.workload.WorkflowSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The worker is a shell script, the server a fake: what the lifecycle does is all that counts. */
@Timeout(30)
class ScenarioTest {
  private static final Duration BOUND = Duration.ofSeconds(15);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Moment WAITING = Moment.midTimer(1);
  private static final Checker CONTENT =
      new Checker() {
        @Override
        public String name() {
          return "content";
        }

        @Override
        public Verdict check(Evidence evidence) {
          return evidence.eventHistory().closing().isPresent()
              ? Verdict.valid(name(), "it closed")
              : Verdict.invalid(name(), "it never closed");
        }
      };

  private Path temp;
  private final Recorder recorder = new Recorder();
  private FakeTemporal temporal;
  private TemporalNamespace namespace;
  private Run run;

  @BeforeEach
  void open(@TempDir Path directory) throws IOException {
    temp = directory;
    temporal = new FakeTemporal();
    namespace = TemporalNamespace.connect(temporal.address(), "test");
    run = new RunRegistry(temp.resolve("runs"), List.of()).open();
  }

  @AfterEach
  void close() {
    run.close();
    namespace.close();
    temporal.close();
  }

  @Test
  void aKillAtItsMomentLands() throws Exception {
    temporal.waits();
    Stage stage = stage("echo up; exec sleep 600");

    ScenarioRun played =
        play(stage, scenario(Optional.of(WAITING), (n, r) -> temporal.closes(), BOUND));

    assertThat(played.judgement().reasons()).isEmpty();
    assertThat(played.judgement().validity()).isEqualTo(Validity.VALID);
    assertThat(played.recovery()).isPresent();
    assertThat(stage.worker().starts()).isEqualTo(2);
    assertThat(stage.worker().child().alive()).isTrue();
  }

  @Test
  void aServerThatIsDownWhileOneLooksIsOutlasted() throws Exception {
    temporal.waits();
    temporal.refuses(3);

    ScenarioRun played =
        play(
            stage("exec sleep 600"),
            scenario(
                Optional.of(WAITING),
                (n, r) -> {
                  temporal.closes();
                  temporal.refuses(3);
                },
                BOUND));

    assertThat(temporal.refusalsLeft()).isZero();
    assertThat(played.judgement().validity()).isEqualTo(Validity.VALID);
  }

  @Test
  void aMomentThatNeverComesIsNoPassThoughAllElseIsWell() throws Exception {
    temporal.closes();
    Stage stage = stage("exec sleep 600");

    ScenarioRun played = play(stage, scenario(Optional.of(WAITING), Stimulus.none(), BOUND));

    assertThat(played.judgement().validity()).isEqualTo(Validity.UNKNOWN);
    assertThat(played.judgement().reasons())
        .singleElement()
        .asString()
        .startsWith("kill-landed: one kill was expected, 0 were recorded");
    assertThat(played.recovery()).isEmpty();
    assertThat(stage.worker().starts()).isEqualTo(1);
  }

  @Test
  void aWorkflowThatNeitherComesToItsMomentNorCloses() throws Exception {
    ScenarioRun played =
        play(stage("exec sleep 600"), scenario(Optional.of(WAITING), Stimulus.none(), SHORT));

    assertThat(played.judgement().validity()).isEqualTo(Validity.INVALID);
    assertThat(played.judgement().reasons()).contains("content: it never closed");
  }

  @Test
  void aWorkflowThatNeverClosesAfterItsKill() throws Exception {
    temporal.waits();

    ScenarioRun played =
        play(stage("exec sleep 600"), scenario(Optional.of(WAITING), Stimulus.none(), SHORT));

    assertThat(played.judgement().reasons()).containsExactly("content: it never closed");
    assertThat(played.recovery()).isEmpty();
  }

  @Test
  void aWorkerThatExitsAtOnce() {
    Stage stage = stage("echo 'the disk is full'; exit 7");

    assertThatThrownBy(() -> scenario(Optional.empty(), Stimulus.none(), BOUND).run(stage, "w"))
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("exit code 7")
        .hasMessageContaining("the disk is full");
    assertThat(temporal.started()).isZero();
  }

  @Test
  void aWorkerThatNeverPollsIsNotReadyWhateverADeadOneDid() {
    temporal.polled("a dead one", 1);
    Stage stage = stage("echo thinking; exec sleep 600");

    assertThatThrownBy(() -> scenario(Optional.empty(), Stimulus.none(), SHORT).run(stage, "w"))
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("was not ready within")
        .hasMessageContaining("thinking");
    assertThat(temporal.started()).isZero();
  }

  @Test
  void aWorkerThatEndsBeforeTheMomentIsNotWaitedFor() {
    assertThatThrownBy(
            () ->
                play(
                    stage("echo sick; while [ ! -e started ]; do sleep 0.05; done; exit 3"),
                    scenario(Optional.of(WAITING), Stimulus.none(), Duration.ofMinutes(5))))
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("ended by itself, with exit code 3")
        .hasMessageContaining("sick");
  }

  @Test
  void aReplacementThatEndsByItselfIsNotWaitedFor() {
    temporal.waits();
    assertThatThrownBy(
            () ->
                play(
                    stage("[ ! -e again ] || exit 3; touch again; exec sleep 600"),
                    scenario(Optional.of(WAITING), Stimulus.none(), Duration.ofMinutes(5))))
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("start 2")
        .hasMessageContaining("ended by itself, with exit code 3");
  }

  @Test
  void aWorkerThatEndsOnceTheWorkflowHasClosedIsNoPass() {
    temporal.closes();
    Stage dying = stage("while [ ! -e closed ]; do sleep 0.05; done; exit 3");
    LedgerReader whenItHasEnded =
        workflowId -> {
          touch("closed");
          await().until(() -> !dying.worker().child().alive());
          return dying.ledger().read(workflowId);
        };
    Stage stage = new Stage(namespace, whenItHasEnded, dying.worker(), recorder);

    assertThatThrownBy(() -> play(stage, scenario(Optional.empty(), Stimulus.none(), BOUND)))
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("ended by itself, with exit code 3");
  }

  private static Scenario scenario(Optional<Moment> kill, Stimulus whileDown, Duration bound) {
    return new Scenario(spec(), kill, whileDown, List.of(CONTENT), bound);
  }

  private static WorkflowSpec spec() {
    return new WorkflowSpec("Demo", "queue", List.of());
  }

  /** A worker that is a script in the test's directory. */
  private Stage stage(String script) {
    WorkerProcess worker =
        run.worker("worker", WorkerCommand.of("sh", "-c", script).in(temp), recorder);
    return new Stage(namespace, workflowId -> new Ledger(List.of(), List.of()), worker, recorder);
  }

  private void touch(String file) {
    try {
      Files.createFile(temp.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Plays it, with a worker that polls as soon as it is there. */
  private ScenarioRun play(Stage stage, Scenario scenario) throws Exception {
    Thread polls =
        new Thread(
            () -> {
              await().until(() -> stage.worker().starts() > 0);
              temporal.polled("worker", 2);
              await().until(() -> temporal.started() > 0);
              touch("started");
            });
    polls.start();
    try {
      return scenario.run(stage, "w");
    } finally {
      polls.join();
    }
  }
}
