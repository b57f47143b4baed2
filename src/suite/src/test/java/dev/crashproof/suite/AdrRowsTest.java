package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.suite.AdrRows.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of the ADR's rows names what is there: no row is left out, no test is made up. */
class AdrRowsTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Path PAGE = ROOT.resolve("docs/adr-006-rows.md");
  private static final Pattern IN_QUOTES = Pattern.compile("^`([^`]+)`");
  private static final String WITHOUT_TEST = "not run: ";

  private final List<Line> lines = lines();

  @Test
  void everyRowOfTheAdrIsThereAndNoOther() {
    assertThat(lines.stream().map(Line::row).distinct())
        .containsExactlyInAnyOrderElementsOf(AdrRows.ALL);
  }

  @Test
  void whatRunsARowExists() {
    assertThat(lines)
        .filteredOn(line -> line.what().isPresent())
        .isNotEmpty()
        .allSatisfy(
            line ->
                assertThat(exists(line.what().orElseThrow()))
                    .as("%s, which is to run %s", line.what().orElseThrow(), line.row())
                    .isTrue());
  }

  @Test
  void itsCommandRunsItInItsModule() {
    assertThat(lines)
        .filteredOn(line -> line.what().isPresent())
        .allSatisfy(
            line -> assertThat(line.command()).isEqualTo(command(line.what().orElseThrow())));
  }

  @Test
  void aRowThatNothingRunsSaysWhy() {
    assertThat(lines)
        .filteredOn(line -> line.what().isEmpty())
        .allSatisfy(
            line -> {
              assertThat(line.cell()).startsWith(WITHOUT_TEST).hasSizeGreaterThan(20);
              assertThat(line.command()).isEmpty();
            });
  }

  @Test
  void aTestThatIsNotThereIsNoticed() {
    assertThat(exists("AdrRowsTest#aTestThatIsNotThereIsNoticed")).isTrue();
    assertThat(exists("AdrRowsTest#noSuchTest")).isFalse();
    assertThat(exists("NoSuchTest")).isFalse();
  }

  private static boolean exists(String what) {
    if (what.contains("/")) {
      return Files.isExecutable(ROOT.resolve(what));
    }
    String[] parts = what.split("#", 2);
    return source(parts[0])
        .map(AdrRowsTest::read)
        .filter(text -> parts.length == 1 || isTest(text, parts[1]))
        .isPresent();
  }

  private static boolean isTest(String text, String method) {
    return Pattern.compile("@Test\\s+(?:@\\w+(?:\\([^)]*\\))?\\s+)*void " + method + "\\(")
        .matcher(text)
        .find();
  }

  private static String command(String what) {
    if (what.contains("/")) {
      return what;
    }
    String type = what.split("#", 2)[0];
    Path module = ROOT.relativize(source(type).orElseThrow()).subpath(0, 2);
    return type.endsWith("IT")
        ? "mvn verify -pl %s -am -Dit.test='%s'".formatted(module, what)
        : "mvn test -pl %s -am -Dtest='%s' -Dsurefire.failIfNoSpecifiedTests=false"
            .formatted(module, what);
  }

  private static Optional<Path> source(String type) {
    try (Stream<Path> files = Files.walk(ROOT.resolve("src"))) {
      return files
          .filter(file -> file.endsWith(type + ".java"))
          .filter(file -> file.toString().contains("/src/test/java/"))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    String table = "";
    for (String line : read(PAGE).lines().toList()) {
      if (line.startsWith("## ")) {
        table = line.substring(3);
      } else if (line.startsWith("| ") && !line.startsWith("| Row ")) {
        String[] cells = line.split("\\|", -1);
        lines.add(Line.of(table, cells[1].strip(), cells[2].strip(), cells[3].strip()));
      }
    }
    return lines;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line of the page; what runs the row, unless nothing does. */
  private record Line(Row row, String cell, Optional<String> what, String command) {

    static Line of(String table, String row, String cell, String command) {
      Matcher quoted = IN_QUOTES.matcher(cell);
      return new Line(
          new Row(table, row),
          cell,
          quoted.find() ? Optional.of(quoted.group(1)) : Optional.empty(),
          command.replace("`", ""));
    }
  }
}
