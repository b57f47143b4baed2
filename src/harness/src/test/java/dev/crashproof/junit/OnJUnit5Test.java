package dev.crashproof.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Runs the same small test classes on the last JUnit 5, which shares no class with JUnit 6. */
class OnJUnit5Test {
  private static final Path CONSOLE =
      Path.of("target", "junit-5", "junit-platform-console-standalone.jar");
  private static final Pattern DISPLAYED =
      Pattern.compile("display-name: .+ > survives\\(SweepSetup\\) > (.+)");

  @SuppressWarnings("NullAway.Init")
  @TempDir
  Path directory;

  @Test
  void eachBoundaryIsATestUnderItsName() throws Exception {
    Map<String, Boolean> passed = run(Fixtures.OneInvalid.class, 1);

    assertThat(passed)
        .containsOnly(
            Map.entry("golden runs", true),
            Map.entry(Scripts.BEFORE, false),
            Map.entry(Scripts.AFTER, true),
            Map.entry(Scripts.IDLE, true),
            Map.entry("the sweep as a whole", true));
  }

  @Test
  void goldenRunsThatFailAreTheOnlyTest() throws Exception {
    assertThat(run(Fixtures.GoldenFails.class, 1)).containsExactly(Map.entry("golden runs", false));
  }

  @Test
  void allThatIsSetReachesTheSweep() throws Exception {
    assertThat(run(Fixtures.EverySetting.class, 0)).hasSize(5).doesNotContainValue(false);
  }

  @Test
  void onePointCanBePlayedAlone() throws Exception {
    assertThat(run(Fixtures.AllValid.class, 0, "--config", Knobs.POINT + "=" + Scripts.AFTER))
        .containsOnlyKeys("golden runs", Scripts.AFTER);
  }

  /** Which tests JUnit's XML tells of, by the names that it displayed, and whether each passed. */
  private Map<String, Boolean> run(Class<?> fixture, int exitCode, String... more)
      throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                CONSOLE.toString(),
                "execute",
                "--disable-banner",
                "--class-path",
                withoutJUnit(),
                "--select-class",
                fixture.getName(),
                "--reports-dir",
                directory.toString(),
                "--config",
                Knobs.FACTS + "=" + directory.resolve("facts")));
    command.addAll(List.of(more));
    Path output = directory.resolve("output.txt");
    Process console =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(console.waitFor(5, TimeUnit.MINUTES)).as("it ended").isTrue();
    } finally {
      console.destroyForcibly();
    }
    assertThat(console.exitValue()).as(Files.readString(output)).isEqualTo(exitCode);
    return tests(directory.resolve("TEST-junit-jupiter.xml"));
  }

  private static Map<String, Boolean> tests(Path xml) throws Exception {
    NodeList cases =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(xml.toFile())
            .getElementsByTagName("testcase");
    Map<String, Boolean> passed = new HashMap<>();
    for (int i = 0; i < cases.getLength(); i++) {
      Element test = (Element) cases.item(i);
      Matcher displayed = DISPLAYED.matcher(test.getTextContent());
      assertThat(displayed.find()).as(test.getTextContent()).isTrue();
      passed.put(
          displayed.group(1),
          test.getElementsByTagName("failure").getLength()
                  + test.getElementsByTagName("error").getLength()
              == 0);
    }
    return passed;
  }

  /** What the harness needs, without the JUnit 6 that runs this test. */
  private static String withoutJUnit() {
    // Surefire's own class path is one jar that names the others.
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(all.split(Pattern.quote(File.pathSeparator), -1))
        .filter(entry -> !entry.contains("junit-jupiter") && !entry.contains("junit-platform"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
