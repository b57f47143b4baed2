package dev.crashproof.junit;

import java.util.Properties;
import java.util.regex.Pattern;

/** The line that plays one point again, for whoever launched these tests. */
final class RerunLine {
  // What failsafe takes where it is told nothing else; all other names are surefire's.
  private static final Pattern FAILSAFE = Pattern.compile("IT.*|.*IT|.*ITCase");

  private final SweepName sweep;
  private final Properties launcher;

  /**
   * Lines for one sweep.
   *
   * @param launcher the system properties: each launcher leaves some of its own
   */
  RerunLine(SweepName sweep, Properties launcher) {
    this.sweep = sweep;
    this.launcher = launcher;
  }

  /** The line for that boundary. */
  String of(String boundary) {
    if (byMaven()) {
      boolean integration = FAILSAFE.matcher(sweep.binary()).matches();
      // A module without such a test must not end the build before it comes to this one.
      return "mvn %s=%s -D%s.failIfNoSpecifiedTests=false %s"
          .formatted(
              integration ? "verify -Dit.test" : "test -Dtest",
              quoted(sweep.test()),
              integration ? "failsafe" : "surefire",
              quoted("-D" + Knobs.POINT + "=" + boundary));
    }
    if (launcher.containsKey("org.gradle.test.worker")) {
      // Gradle hands variables on to the tests, but no system properties.
      return "%s=%s gradle test --tests %s"
          .formatted(
              Knobs.variable(Knobs.POINT),
              quoted(boundary),
              quoted("*" + sweep.test().replace('#', '.')));
    }
    return "run %s with %s".formatted(sweep.test(), quoted("-D" + Knobs.POINT + "=" + boundary));
  }

  private boolean byMaven() {
    return launcher.stringPropertyNames().stream().anyMatch(name -> name.startsWith("surefire."));
  }

  /** For any POSIX shell. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
