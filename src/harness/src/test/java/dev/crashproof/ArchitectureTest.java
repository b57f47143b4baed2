package dev.crashproof;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The harness's rooms and whom each may call, as the design has them. No cycles, no exceptions. */
class ArchitectureTest {
  private static final List<String> ROOMS =
      List.of(
          "history",
          "ledger",
          "checker",
          "measure",
          "report",
          "process",
          "wire",
          "environment",
          "nemesis",
          "workload",
          "lane",
          "trial",
          "sweep",
          "scenario",
          "junit");

  private static final Map<String, Set<String>> MAY_CALL =
      Map.ofEntries(
          Map.entry("history", Set.of()),
          Map.entry("ledger", Set.of()),
          Map.entry("checker", Set.of("history", "ledger")),
          Map.entry("measure", Set.of("history")),
          Map.entry("report", Set.of("checker", "measure", "history", "ledger")),
          Map.entry("process", Set.of("history")),
          Map.entry("wire", Set.of("history")),
          Map.entry("environment", Set.of("process", "history", "ledger")),
          Map.entry("nemesis", Set.of("environment", "process", "wire", "history")),
          Map.entry("workload", Set.of("environment", "history", "ledger")),
          Map.entry("lane", allBut("lane", "trial", "sweep", "scenario", "junit")),
          Map.entry("trial", allBut("trial", "sweep", "scenario", "junit")),
          Map.entry("sweep", allBut("trial", "sweep", "scenario", "junit")),
          Map.entry("scenario", allBut("lane", "trial", "sweep", "scenario", "junit")),
          Map.entry("junit", allBut("junit")));

  private static final JavaClasses HARNESS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> location.contains("/harness/"))
          .importPackages("dev.crashproof");

  private static Set<String> allBut(String... rooms) {
    return ROOMS.stream()
        .filter(room -> !List.of(rooms).contains(room))
        .collect(Collectors.toSet());
  }

  @Test
  void everyClassIsInARoomOfTheTable() {
    assertThat(HARNESS).isNotEmpty();
    assertThat(HARNESS).allSatisfy(c -> assertThat(ROOMS).contains(room(c)));
  }

  @Test
  void eachRoomCallsOnlyThoseItMay() {
    MAY_CALL.forEach(
        (room, allowed) ->
            ArchRuleDefinition.noClasses()
                .that(
                    DescribedPredicate.describe(
                        "are in " + room, (JavaClass c) -> room.equals(room(c))))
                .should()
                .dependOnClassesThat(
                    DescribedPredicate.describe(
                        "are in a room other than " + allowed,
                        (JavaClass c) ->
                            c.getPackageName().startsWith("dev.crashproof")
                                && !room(c).equals(room)
                                && !allowed.contains(room(c))))
                .allowEmptyShould(true)
                .check(HARNESS));
  }

  @Test
  void noCycles() {
    slices().matching("dev.crashproof.(*)..").should().beFreeOfCycles().check(HARNESS);
  }

  @Test
  void onlyProcessStartsProcesses() {
    ArchRuleDefinition.noClasses()
        .that(
            DescribedPredicate.describe(
                "are outside process", (JavaClass c) -> !"process".equals(room(c))))
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ProcessBuilder.class)
        .check(HARNESS);
  }

  private static String room(JavaClass c) {
    String[] parts = c.getPackageName().split("\\.", -1);
    return parts.length > 2 ? parts[2] : "";
  }
}
