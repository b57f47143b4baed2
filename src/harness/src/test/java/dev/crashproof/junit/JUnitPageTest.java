package dev.crashproof.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/junit.md shows is what the build compiles and runs with. */
class JUnitPageTest {
  private static final Path ROOT = Path.of("..", "..");

  @Test
  void theExampleIsTheOneThatIsCompiled() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/dev/crashproof/example/OrderCrashExample.java"));

    assertThat(block("java")).isEqualTo(between(source, "// tag::sweep\n", "// end::sweep"));
  }

  @Test
  void theReporterIsTheOneOfThisBuild() throws IOException {
    assertThat(squeezed(Files.readString(ROOT.resolve("pom.xml"))))
        .contains(squeezed(block("xml")));
  }

  private static String block(String language) throws IOException {
    return between(Files.readString(ROOT.resolve("docs/junit.md")), "```" + language + "\n", "```");
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
