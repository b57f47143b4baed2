package dev.crashproof.junit;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.crashproof.checker.Expectation;
import dev.crashproof.checker.ExpectedEffect;
import dev.crashproof.checker.Validity;
import dev.crashproof.environment.Database;
import dev.crashproof.history.boundary.Depth;
import dev.crashproof.lane.Mode;
import dev.crashproof.ledger.Ledger;
import dev.crashproof.process.WorkerCommand;
import dev.crashproof.workload.Workload;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Test classes to be run by the tests of this room, by JUnit 6 and by JUnit 5. */
final class Fixtures {
  private Fixtures() {}

  private static void describe(SweepSetup sweep) {
    FakeHost.last().bodies.incrementAndGet();
    sweep
        .worker(at -> WorkerCommand.of("worker", at.temporalAddress()))
        .workload(Workload.of("OrderWorkflow"))
        .expect(Expectation.result("\"paid\""));
  }

  @Scripted
  static class AllValid {
    @CrashSweep
    void survives(SweepSetup sweep) {
      describe(sweep);
    }
  }

  @Scripted(invalid = Scripts.BEFORE)
  static class OneInvalid {
    @CrashSweep
    void survives(SweepSetup sweep) {
      describe(sweep);
    }
  }

  @Scripted(unknown = Scripts.AFTER)
  static class OneUnknown {
    @CrashSweep
    void survives(SweepSetup sweep) {
      describe(sweep);
    }
  }

  @Scripted(forgotten = Scripts.IDLE)
  static class OneForgotten {
    @CrashSweep
    void survives(SweepSetup sweep) {
      describe(sweep);
    }
  }

  @Scripted(planFails = "The golden run is INVALID: the result is \"failed\".")
  static class GoldenFails {
    @CrashSweep
    void survives(SweepSetup sweep) {
      describe(sweep);
    }
  }

  @Scripted(stopsAt = Scripts.AFTER)
  static class StopsHalfWay {
    @CrashSweep
    void survives(SweepSetup sweep) {
      describe(sweep);
    }
  }

  @Scripted(audit = Validity.UNKNOWN)
  static class PlanInDoubt {
    @CrashSweep
    void survives(SweepSetup sweep) {
      describe(sweep);
    }
  }

  @Scripted(boundaries = {Scripts.IDLE, Scripts.IDLE})
  static class SameNameTwice {
    @CrashSweep
    void survives(SweepSetup sweep) {
      describe(sweep);
    }
  }

  @Scripted(noServers = "No backend can be had: start Docker.")
  static class NoServers {
    @CrashSweep
    void survives(SweepSetup sweep) {
      describe(sweep);
    }

    @CrashSweep
    void survivesAgain(SweepSetup sweep) {
      describe(sweep);
    }
  }

  @Scripted
  static class BodyThrows {
    @CrashSweep
    void survives(SweepSetup sweep) {
      throw new IllegalStateException("no such worker");
    }
  }

  @Scripted
  static class BodyAborts {
    @CrashSweep
    void survives(SweepSetup sweep) {
      abort("no Python here");
    }
  }

  @Scripted
  static class NoWorker {
    @CrashSweep
    void survives(SweepSetup sweep) {
      sweep.workload(Workload.of("OrderWorkflow")).expect(Expectation.result("1"));
    }
  }

  @Scripted
  static class NoWorkload {
    @CrashSweep
    void survives(SweepSetup sweep) {
      sweep.worker(at -> WorkerCommand.of("worker")).expect(Expectation.result("1"));
    }
  }

  @Scripted
  static class NoExpectation {
    @CrashSweep
    void survives(SweepSetup sweep) {
      sweep.worker(at -> WorkerCommand.of("worker")).workload(Workload.of("OrderWorkflow"));
    }
  }

  @Scripted
  static class NoLedger {
    @CrashSweep
    void survives(SweepSetup sweep) {
      describe(sweep);
      sweep.expect(Expectation.result("1").effect(ExpectedEffect.of("charge#1", "{}")));
    }
  }

  @Scripted
  static class NoLanes {
    @CrashSweep(lanes = -1)
    void survives(SweepSetup sweep) {
      describe(sweep);
    }
  }

  @Scripted
  static class NoSetup {
    @CrashSweep
    void survives() {}
  }

  @Scripted
  static class StrangeParameter {
    @CrashSweep
    void survives(SweepSetup sweep, Thread stranger) {
      describe(sweep);
    }
  }

  @Scripted
  static class OthersParameter {
    @CrashSweep
    void survives(TestInfo info, SweepSetup sweep) {
      describe(sweep);
    }
  }

  @Scripted
  static class AfterEachThrows {
    @CrashSweep
    void survives(SweepSetup sweep) {
      describe(sweep);
    }

    @AfterEach
    void tidy() {
      throw new IllegalStateException("can't tidy");
    }
  }

  @Scripted
  static class Concurrent {
    @CrashSweep
    @Execution(ExecutionMode.CONCURRENT)
    void survives(SweepSetup sweep) {
      describe(sweep);
    }
  }

  @CrashSweep(mode = Mode.UNASSISTED)
  @Retention(RetentionPolicy.RUNTIME)
  @interface ProductionSweep {}

  @Scripted
  static class OfMyOwn {
    @ProductionSweep
    void survives(SweepSetup sweep) {
      describe(sweep);
    }
  }

  @Scripted
  static class EverySetting {
    private static final Set<Database> DATABASES = new HashSet<>();

    @BeforeEach
    void shared(SweepSetup sweep) {
      DATABASES.add(sweep.newDatabase());
    }

    @CrashSweep(mode = Mode.UNASSISTED, depth = Depth.FULL, lanes = 7)
    void survives(SweepSetup sweep) {
      describe(sweep);
      DATABASES.add(sweep.newDatabase());
      if (DATABASES.size() != 1 || !sweep.environment().backend().equals("fake")) {
        throw new IllegalStateException("not one database, but " + DATABASES);
      }
      sweep
          .database(sweep.newDatabase())
          .ledger(workflowId -> Ledger.empty())
          .service("payments", "http://localhost:1")
          .readyWithin(Duration.ofSeconds(11))
          .stuckAfter(Duration.ofSeconds(12))
          .tries(13);
    }
  }
}
