package dev.crashproof.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docs/junit.md and the README show is what the build compiles and runs with. */
class JUnitPageTest {
  private static final Path ROOT = Path.of("..", "..");

  @Test
  void theExampleIsTheOneThatIsCompiled() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/dev/crashproof/example/OrderCrashExample.java"));

    assertThat(block("docs/junit.md", "java"))
        .isEqualTo(between(source, "// tag::sweep\n", "// end::sweep"));
  }

  @Test
  void theReadmeShowsItsMethod() throws IOException {
    String method = block("README.md", "java");

    assertThat(method).startsWith("@CrashSweep\n").endsWith("\n}\n");
    assertThat(block("docs/junit.md", "java").replaceAll("(?m)^ {2}", "")).contains(method);
  }

  @Test
  void theReporterIsTheOneOfThisBuild() throws IOException {
    String begin = "<statelessTestsetReporter";
    String page = Files.readString(ROOT.resolve("docs/junit.md"));

    assertThat(squeezed(Files.readString(ROOT.resolve("pom.xml"))))
        .contains(squeezed(begin + between(page, "```xml\n" + begin, "```")));
  }

  /** Nobody's repository has it: who takes it builds it, and must name what was built. */
  @ParameterizedTest
  @CsvSource({"docs/junit.md, crashproof-harness", "docs/recovery.md, crashproof-recovery"})
  void theDependencyIsTheOneThatIsBuiltHere(String page, String artifact) throws IOException {
    String version =
        between(
            Files.readString(ROOT.resolve("pom.xml")),
            "<artifactId>crashproof</artifactId>",
            "<packaging>");

    assertThat(squeezed(block(page, "xml")))
        .contains(squeezed("<artifactId>" + artifact + "</artifactId>" + version));
  }

  private static String block(String page, String language) throws IOException {
    return between(Files.readString(ROOT.resolve(page)), "```" + language + "\n", "```");
  }

  private static String between(String text, String begin, String end) {
    Matcher found =
        Pattern.compile(Pattern.quote(begin) + "(.*?)" + Pattern.quote(end), Pattern.DOTALL)
            .matcher(text);
    assertThat(found.find()).as("%s … %s", begin, end).isTrue();
    return found.group(1);
  }

  private static String squeezed(String xml) {
    return xml.replaceAll("\\s+", "");
  }
}
