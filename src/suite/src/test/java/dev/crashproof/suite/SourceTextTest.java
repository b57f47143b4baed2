package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

class SourceTextTest {
  private static final Pattern COMMENT = Pattern.compile("/\\*\\*.*?\\*/");
  private static final Pattern TOKEN = Pattern.compile("\\w+|[^\\w\\s]+");

  @Test
  void theSameSeedGivesTheSameText() {
    assertThat(SourceText.of(new Random(6), 5000)).isEqualTo(SourceText.of(new Random(6), 5000));
    assertThat(SourceText.of(new Random(6), 5000)).isNotEqualTo(SourceText.of(new Random(7), 5000));
  }

  @Test
  void itIsAsLongAsAskedAndLittleLonger() {
    assertThat(SourceText.of(new Random(6), 100_000)).hasSizeBetween(100_000, 102_000);
  }

  /** A verifier may turn away what has very many tokens, and would then burn nothing. */
  @Test
  void itIsNoDenserThanCodeIs() {
    String text = SourceText.of(new Random(6), 250_000);

    assertThat(TOKEN.matcher(COMMENT.matcher(text).replaceAll("")).results().count())
        .isBetween(10_000L, 50_000L);
  }

  @Test
  void itIsSoundJava() {
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    String text = SourceText.of(new Random(6), 50_000);

    boolean compiles =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                null,
                null,
                found,
                List.of("-proc:none", "-implicit:none"),
                null,
                List.of(file(text)))
            .call();

    assertThat(compiles).as(found.getDiagnostics().toString()).isTrue();
  }

  private static JavaFileObject file(String text) {
    return new SimpleJavaFileObject(
        URI.create("string:///" + SourceText.CLASS + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}
