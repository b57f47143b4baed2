package dev.crashproof.suite;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.crashproof.suite.fixtures.IdleWorker;
import dev.crashproof.suite.fixtures.MutantWorker;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The suite judges the worker from outside: as a process, never by the worker's own code. */
class ArchitectureTest {
  private static final JavaClasses SUITE =
      new ClassFileImporter().importPackages("dev.crashproof.suite");

  @Test
  void whatIsExpectedIsWorkedOutWithoutTheWorkersCode() {
    noClasses()
        .that()
        // A worker that is broken on purpose is a worker, and runs as a process like any other.
        .doNotHaveFullyQualifiedName(MutantWorker.class.getName())
        .and()
        .doNotHaveFullyQualifiedName(IdleWorker.class.getName())
        .and()
        .resideOutsideOfPackages(
            "dev.crashproof.suite.fixtures.versions",
            "dev.crashproof.suite.fixtures.stranger",
            "dev.crashproof.suite.fixtures.naive")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.crashproof.worker..", "dev.crashproof.recovery..")
        .check(SUITE);
  }

  @Test
  void brokenWorkersAreStartedAsProcessesAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.crashproof.suite.fixtures")
        .and()
        .areNotAssignableTo(ArchitectureTest.class)
        .should()
        .dependOnClassesThat()
        .areAssignableTo(MutantWorker.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(IdleWorker.class)
        .check(SUITE);
  }

  @Test
  void processesAreStartedByTheHarnessAlone() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo("java.lang.ProcessBuilder")
        .check(SUITE);
  }

  @Test
  void nothingAsksAWallClockOrSleeps() {
    noClasses()
        .that()
        // There it is one of the mistakes, or the time that work takes.
        .resideOutsideOfPackage("dev.crashproof.suite.fixtures.gallery")
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(SUITE);
  }
}
