package dev.crashproof.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The worker's rooms and whom each may call. No cycles, no exceptions. */
class ArchitectureTest {
  private static final String ROOT = "dev.crashproof.worker";

  private static final Map<String, Set<String>> MAY_CALL =
      Map.ofEntries(
          Map.entry("effects", Set.of()),
          Map.entry("settings", Set.of()),
          Map.entry("source", Set.of()),
          Map.entry("source.rules", Set.of("source")),
          Map.entry("activities", Set.of("effects", "source", "source.rules")),
          Map.entry("workflows", Set.of("activities", "source")),
          Map.entry("roles", Set.of("effects", "settings", "activities", "workflows")),
          Map.entry("observability", Set.of("settings")),
          Map.entry("connection", Set.of("settings")),
          Map.entry(
              "runtime", Set.of("effects", "settings", "roles", "observability", "connection")),
          Map.entry("", Set.of("runtime", "settings", "roles", "observability")));

  private static final JavaClasses WORKER =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static String room(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
  }

  private static DescribedPredicate<JavaClass> in(String room) {
    return DescribedPredicate.describe(
        "are in room '" + room + "'",
        type -> type.getPackageName().startsWith(ROOT) && room(type).equals(room));
  }

  @Test
  void everyClassIsInARoom() {
    assertThat(WORKER).isNotEmpty();
    assertThat(WORKER).allSatisfy(type -> assertThat(MAY_CALL).containsKey(room(type)));
  }

  @Test
  void eachRoomCallsOnlyThoseItMay() {
    MAY_CALL.forEach(
        (room, allowed) ->
            noClasses()
                .that(in(room))
                .should()
                .dependOnClassesThat(
                    DescribedPredicate.describe(
                        "are in a room other than " + allowed,
                        type ->
                            type.getPackageName().startsWith(ROOT)
                                && !room(type).equals(room)
                                && !allowed.contains(room(type))))
                .check(WORKER));
  }

  @Test
  void noCycles() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(WORKER);
  }

  @Test
  void nothingOfTheHarnessAndNoTestLibrary() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.junit..",
            "org.testcontainers..",
            "io.zonky..",
            "org.assertj..",
            "org.awaitility..",
            "io.temporal.testing..",
            "io.temporal.testserver..")
        .check(WORKER);
    classes()
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.describe(
                "are the worker's, the recovery library's or not this project's",
                type ->
                    !type.getPackageName().startsWith("dev.crashproof")
                        || type.getPackageName().startsWith(ROOT)
                        || type.getPackageName().startsWith("dev.crashproof.recovery")))
        .check(WORKER);
  }

  @Test
  void workflowsAskNobodyForTimeChanceOrIo() {
    noClasses()
        .that(in("workflows"))
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "tell the time, are random, block or do I/O",
                type ->
                    type.getPackageName().startsWith("java.io")
                        || type.getPackageName().startsWith("java.nio")
                        || type.getPackageName().startsWith("java.net")
                        || type.getPackageName().startsWith("java.sql")
                        || type.getPackageName().startsWith("java.util.concurrent")
                        || type.getName().equals("java.util.Random")
                        || type.getName().equals("java.util.UUID")
                        || type.getName().equals("java.time.Instant")
                        || type.getName().equals("java.time.Clock")
                        || type.getName().equals("java.lang.Thread")
                        || type.getName().equals("java.lang.System")))
        .check(WORKER);
  }

  @Test
  void onlyMigrationsKnowsFlyway() {
    noClasses()
        .that(
            DescribedPredicate.describe(
                "are not Migrations", type -> !type.getSimpleName().equals("Migrations")))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.flywaydb..")
        .check(WORKER);
  }
}
