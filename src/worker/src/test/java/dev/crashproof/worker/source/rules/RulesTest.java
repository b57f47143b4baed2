package dev.crashproof.worker.source.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.worker.source.Finding;
import dev.crashproof.worker.source.SourceFile;
import dev.crashproof.worker.source.SourceReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each rule hits, where, and what it only nearly hits. */
class RulesTest {

  private static List<Finding> found(String source) throws Exception {
    return SourceReader.read(new SourceFile("A.java", source), Rules::findings);
  }

  private static List<String> places(String source) throws Exception {
    return found(source).stream()
        .map(
            finding ->
                "%s %d:%d-%d:%d"
                    .formatted(
                        finding.rule(),
                        finding.line(),
                        finding.column(),
                        finding.endLine(),
                        finding.endColumn()))
        .toList();
  }

  private static List<String> inMethod(String statements) throws Exception {
    return places("class A { void f() {\n" + statements + "\n} }");
  }

  private static List<String> inWorkflow(String statements) throws Exception {
    return places(
        "import java.util.*;\nimport java.time.*;\nimport io.temporal.workflow.Workflow;\n"
            + "class OrderWorkflowImpl implements OrderWorkflow { void f() {\n"
            + statements
            + "\n} }");
  }

  @Test
  void aCatchThatSwallows() throws Exception {
    assertThat(inMethod("try { g(); }\n  catch (Exception e) { }"))
        .containsExactly("empty-catch 3:3-3:25");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "try { g(); } catch (Exception e) { /* g is only a hint */ }",
        "try { g(); } catch (Exception e) {\n// g is only a hint\n}",
        "try { g(); } catch (Exception ignored) { }",
        "try { g(); } catch (Exception e) { h(); }",
      })
  void aCatchThatDoesNot(String statements) throws Exception {
    assertThat(inMethod(statements)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "g(a == \"x\");|string-identity 2:3-2:10",
        "g(\"x\" != a);|string-identity 2:3-2:10",
        "g((a) == (\"x\"));|string-identity 2:3-2:14",
      })
  void stringsComparedByIdentity(String statement, String place) throws Exception {
    assertThat(inMethod(statement)).containsExactly(place);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "g(a == null);",
        "g(a == 'x');",
        "g(\"x\".equals(a));",
        "g(a + \"x\");",
        "g(a == b);"
      })
  void stringsComparedOtherwise(String statement) throws Exception {
    assertThat(inMethod(statement)).isEmpty();
  }

  @Test
  void oneOfEqualsAndHashCode() throws Exception {
    assertThat(places("class A { public boolean equals(Object o) { return true; } }"))
        .containsExactly("equals-without-hashcode 1:26-1:31");
    assertThat(places("record A(int x) { public int hashCode() { return 1; } }"))
        .containsExactly("equals-without-hashcode 1:30-1:37");
    assertThat(places("class A { Object o = new B() { public int hashCode() { return 1; } }; }"))
        .containsExactly("equals-without-hashcode 1:43-1:50");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class A { public boolean equals(Object o) { return true; } public int hashCode() { return 1; } }",
        "class A { boolean equals(A a) { return true; } }",
        "class A { static boolean equals(Object o) { return true; } }",
        "class A { int hashCode(int seed) { return seed; } }",
        "interface A { boolean equals(Object o); }",
      })
  void bothOfThemOrNeither(String source) throws Exception {
    if (source.startsWith("interface")) {
      // An interface's is its contract, not an implementation.
      assertThat(source).contains("equals(Object o);");
    }
    assertThat(places(source)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "System.exit(1);|system-exit 2:1-2:14",
        "java.lang.System.exit(1);|system-exit 2:1-2:24",
        "Runtime.getRuntime().halt(1);|system-exit 2:1-2:28",
      })
  void endingTheProcess(String statement, String place) throws Exception {
    assertThat(inMethod(statement)).containsExactly(place);
  }

  @Test
  void endingTheProcessByAnImportedName() throws Exception {
    assertThat(places("import static java.lang.System.exit; class A { void f() { exit(1); } }"))
        .containsExactly("system-exit 1:59-1:65");
    assertThat(places("import static java.lang.System.*; class A { void f() { exit(1); } }"))
        .containsExactly("system-exit 1:56-1:62");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class A { public static void main(String[] a) { System.exit(1); } }",
        "class A { void exit(int i) {} void f() { exit(1); } }",
        "import static java.lang.System.*; class A { void exit(int i) {} void f() { exit(1); } }",
        "class A { void f() { System.gc(); } }",
        "class A { static class System { static void exit(int i) {} } void f() { System.exit(1); } }",
        "import my.System; class A { void f() { System.exit(1); } }",
      })
  void endingSomethingElse(String source) throws Exception {
    assertThat(places(source)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Thread.sleep(1)",
        "System.currentTimeMillis()",
        "System.nanoTime()",
        "Instant.now()",
        "LocalDate.now()",
        "java.time.Instant.now()",
        "Math.random()",
        "UUID.randomUUID()",
        "new Random()",
        "java.util.concurrent.ThreadLocalRandom.current()",
      })
  void whatDoesNotReplay(String expression) throws Exception {
    assertThat(inWorkflow("g(" + expression + ");"))
        .containsExactly("workflow-nondeterminism 5:3-5:" + (2 + expression.length()));
    assertThat(inMethod("g(" + expression + ");")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Workflow.sleep(1);",
        "g(Workflow.currentTimeMillis());",
        "g(Workflow.sideEffect(String.class, () -> UUID.randomUUID().toString()));",
        "g(new Random(42));",
        "g(UUID.fromString(s));",
        "g(Instant.EPOCH);",
        "g(clock.now());",
      })
  void whatReplays(String statement) throws Exception {
    assertThat(inWorkflow(statement)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "class A implements Order { void f() { Thread.sleep(1); } } @WorkflowInterface interface Order {}|1",
        "class A implements Order { void f() { Thread.sleep(1); } } interface Order {}|0",
        "class A implements OrderWorkflow { class B { void f() { Thread.sleep(1); } } }|1",
        "class OrderWorkflowImpl { void f() { Thread.sleep(1); } }|1",
        "class OrderActivitiesImpl implements OrderActivities { void f() { Thread.sleep(1); } }|0",
        "import my.Thread; class OrderWorkflowImpl { void f() { Thread.sleep(1); } }|0",
        "import static java.lang.Thread.sleep; class OrderWorkflowImpl { void f() { sleep(1); } }|1",
      })
  void whatAWorkflowIs(String source, int findings) throws Exception {
    assertThat(places(source)).hasSize(findings);
  }

  @Test
  void aCaseThatRunsOn() throws Exception {
    assertThat(inMethod("switch (a) { case 1: g();\n  case 2: h(); }"))
        .containsExactly("switch-fall-through 3:3-3:14");
    assertThat(inMethod("switch (a) { case 1: if (b) return; else { g(); }\ndefault: h(); }"))
        .containsExactly("switch-fall-through 3:1-3:13");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "switch (a) { case 1: case 2: h(); }",
        "switch (a) { case 1: g(); break; case 2: h(); }",
        "switch (a) { case 1: { g(); return; } case 2: h(); }",
        "switch (a) { case 1: if (b) return; else throw c; case 2: h(); }",
        "switch (a) { case 1: while (true) { g(); } case 2: h(); }",
        "switch (a) { case 1: g(); // falls through\n case 2: h(); }",
        "switch (a) { case 1 -> g(); case 2 -> h(); }",
      })
  void aCaseThatDoesNot(String statement) throws Exception {
    assertThat(inMethod(statement)).isEmpty();
  }

  @Test
  void aVariableThatNobodyUses() throws Exception {
    assertThat(inMethod("int a = g();")).containsExactly("unused-local-variable 2:5-2:5");
    assertThat(inMethod("int a = 1, b = g(a);")).containsExactly("unused-local-variable 2:12-2:12");
    assertThat(places("class A { class B { void f() { int a; } void g() { a(); } } }"))
        .containsExactly("unused-local-variable 1:36-1:36");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int a = g(); h(a);",
        "int a = g(); Runnable r = () -> h(a); r.run();",
        "int ignored = g();",
        "try (var in = open()) { g(); }",
        "for (var each : all) { g(); }",
        "int[] a = g(); a[0] = 1;",
      })
  void aVariableThatIsUsed(String statements) throws Exception {
    assertThat(inMethod(statements)).isEmpty();
  }

  @Test
  void aFieldThatNobodyUses() throws Exception {
    assertThat(places("class A { private int a, b = 1; int f() { return b; } }"))
        .containsExactly("unused-private-field 1:23-1:23");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class A { int a; }",
        "class A { private int a; int f() { return this.a; } }",
        "class A { private int a; class B { int f(A other) { return other.a; } } }",
        "class A { @Inject private B b; }",
        "@Data class A { private B b; }",
        "class A { private static final long serialVersionUID = 1; }",
      })
  void aFieldThatIsUsed(String source) throws Exception {
    assertThat(places(source)).isEmpty();
  }

  @Test
  void findingsComeInTheOrderOfTheSourceWhateverTheirRules() throws Exception {
    String source =
        """
        class A {
          private int a;
          void f() {
            int b;
            g(c == "d");
            System.exit(1);
            try { g(); } catch (Exception e) { }
          }
        }
        """;

    List<Finding> found = found(source);

    assertThat(found)
        .map(Finding::rule)
        .containsExactly(
            "unused-private-field",
            "unused-local-variable",
            "string-identity",
            "system-exit",
            "empty-catch");
    assertThat(found(source)).isEqualTo(found);
  }
}
