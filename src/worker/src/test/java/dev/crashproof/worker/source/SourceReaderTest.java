package dev.crashproof.worker.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no Java, where and in which words; and that no source harms who reads it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SourceReaderTest {

  private static List<Finding> problems(String source) throws Exception {
    return SourceReader.read(new SourceFile("A.java", source), Syntax::problems);
  }

  private static String told(Finding finding) {
    return "%d:%d-%d:%d %s"
        .formatted(
            finding.line(),
            finding.column(),
            finding.endLine(),
            finding.endColumn(),
            finding.message());
  }

  private static void refuses(String source, String why) {
    assertThatExceptionOfType(SourceRefused.class)
        .isThrownBy(() -> problems(source))
        .withMessageStartingWith("A.java ")
        .withMessageContaining(why)
        .withMessageNotContaining("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "class A { int x = ; }|1:19-1:19 unexpected ';', expected an expression",
        "class A { int x = 1 int y; }|1:21-1:23 unexpected 'int', expected ';' or ',' or '->' or '=' or an operator",
        "class A {|1:9-1:9 unexpected end of the source, expected a declaration or '}'",
        "class A { int int; }|1:15-1:17 unexpected 'int', expected a name",
        "package a class A {}|1:1-1:7 unexpected 'package', expected a declaration",
        "class A { # }|1:11-1:11 unexpected character '#'",
        "class A { /* unclosed|1:22-1:22 the source ends within a comment, a text or a character",
        "class A { void f() { try { } } }|1:22-1:28 Try has no finally, no catch, and no resources.",
        "class A { } }|1:13-1:13 unexpected '}', expected a declaration",
      })
  void aProblemHasItsPlaceAndItsWords(String source, String expected) throws Exception {
    assertThat(problems(source)).map(SourceReaderTest::told).containsExactly(expected);
  }

  @Test
  void allProblemsAreToldInTheOrderOfTheSource() throws Exception {
    String source =
        """
        class A {
          void f() { foo(; }
          void g() { while () { } }
          int x = );
        }
        """;

    List<Finding> problems = problems(source);

    assertThat(problems).map(Finding::line).containsExactly(2, 3, 4);
    assertThat(problems)
        .allSatisfy(
            problem -> {
              assertThat(problem.rule()).isEqualTo("syntax");
              assertThat(problem.severity()).isEqualTo(Finding.Severity.ERROR);
            });
    assertThat(problems(source)).isEqualTo(problems);
  }

  @Test
  void theParsersFirstWordsAreSound() {
    assertThat(FirstWords.PROBLEMS).isEmpty();
  }

  @Test
  void aTabAndAnEndOfLineOfWindowsAreCharactersLikeAnyOther() throws Exception {
    assertThat(problems("class A {\r\n\tint x = ;\r\n}"))
        .map(SourceReaderTest::told)
        .containsExactly("2:10-2:10 unexpected ';', expected an expression");
  }

  @Test
  void aCharacterThatCannotBeSeenIsNamed() throws Exception {
    assertThat(problems("class A { \0 }"))
        .map(Finding::message)
        .containsExactly("unexpected character U+0000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "class A {}",
        "void main() { IO.println(1); }",
        "sealed interface S permits R {} record R(int x) implements S { R { } }",
        "class A { int f(Object o) { return switch (o) { case R(int x) when x > 1 -> 1; default -> 2; }; } }",
      })
  void theLanguageIsTheLatest(String source) throws Exception {
    assertThat(problems(source)).isEmpty();
  }

  @Test
  void whatIsLongButOrdinaryIsRead() throws Exception {
    String method = "  int f%d(int a) { return a + f%d(a - 1); }\n";
    StringBuilder source = new StringBuilder("class A {\n");
    for (int i = 0; source.length() < 90_000; i++) {
      source.append(method.formatted(i, i));
    }
    assertThat(problems(source + "}")).isEmpty();
    assertThat(problems("class A { int[] a = {" + "1, ".repeat(18_000) + "}; }")).isEmpty();
  }

  @Test
  void whatIsTooLongIsRefused() {
    refuses(" ".repeat(262_145), "has 262145 characters, more than 262144: split it");
    refuses("class A {" + ";".repeat(60_000) + "}", "has more than 40000 tokens: split it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "f(", "{", "a[", "@A(", "x -> (", "a<", "new A() {{ f("})
  void whatIsNestedTooDeeplyIsRefused(String opening) {
    refuses("class A { Object o = " + opening.repeat(60), "is nested more than 50 deep at line 1");
  }

  @Test
  void comparisonsAreNoNesting() throws Exception {
    assertThat(problems("class A { boolean b = " + "a < b && ".repeat(100) + "true; }")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "a -> ", "a = ", "a ? b : ", "- ", "a + ", "a.b(). ", "a && "})
  void aChainIsReadUpToItsLimit(String link) throws Exception {
    String start = "class A { Object o = ";
    int links = 9_900 / tokens(link);
    assertThat(problems(start + link.repeat(links) + "x; }")).isEmpty();
    refuses(
        start + link.repeat(2 * links) + "x; }", "of more than 10000 tokens that ends at line 1");
  }

  private static int tokens(String link) {
    return Limits.tokens(new SourceFile("A.java", link));
  }

  @Test
  void statementsWithinStatementsAreReadUpToTheLimitOfTokens() throws Exception {
    assertThat(problems("class A { void f() { " + "if (a) b(); else ".repeat(4_200) + ";}}"))
        .isEmpty();
    assertThat(problems("class A { void f() { " + "a: ".repeat(4_200) + ";}}")).isEmpty();
  }

  @Test
  void whatOverflowsTheStackAllTheSameIsRefusedAndTheNextIsRead() throws Exception {
    SourceFile file = new SourceFile("A.java", "class A {}");
    assertThatExceptionOfType(SourceRefused.class)
        .isThrownBy(() -> SourceReader.read(file, result -> endless(1)))
        .withMessage(
            "A.java has a statement or an expression that is too deep for the parser's stack: take it apart");

    assertThat(problems("class A { int x = switch (a) { case B(var c) -> c; default -> 1; }; }"))
        .isEmpty();
  }

  @SuppressWarnings("InfiniteRecursion")
  private static int endless(int depth) {
    return endless(depth + 1) + depth;
  }

  @Test
  void whatKeepsTheParserBusyIsRefusedAndTheParserStops() {
    // The parser looks ahead anew at each level, which doubles or trebles its time.
    refuses(
        "class A { Object o = " + "(@A(".repeat(20) + ") a) -> ".repeat(20) + "; }",
        "takes the parser too much time or memory");

    assertThat(Thread.getAllStackTraces().keySet())
        .map(Thread::getName)
        .doesNotContain("read A.java");
  }

  @Test
  void whatWouldFillTheHeapIsRefusedAndTheParserStops() {
    refuses(
        "class A { Object o = " + "new A() {{ f(".repeat(16) + "}",
        "takes the parser too much time or memory");

    assertThat(Thread.getAllStackTraces().keySet())
        .map(Thread::getName)
        .doesNotContain("read A.java");
  }

  @Test
  void moreProblemsThanAnybodyReadsAreCounted() throws Exception {
    List<Finding> problems = problems("class A { void f() {\n" + "try {}\n".repeat(1_500) + "}}");

    assertThat(problems).hasSize(1_001);
    assertThat(problems.get(1_000).line()).isEqualTo(1_002);
    assertThat(problems.get(1_000).message())
        .isEqualTo(
            "500 more findings from here on are left out, 1000 are told of one source: mend those first");
  }
}
