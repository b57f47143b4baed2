package dev.crashproof.suite.benchmark;

import dev.crashproof.process.WorkerCommand;
import dev.crashproof.suite.fixtures.naive.NaiveWorker;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Who is measured. */
enum Contender {
  /** The worker of this project as it is distributed, its recovery library on. */
  OURS {
    @Override
    WorkerCommand command(Jdk jdk, Path journals) {
      return launcher(jdk).with("RECOVERY_DIRECTORY", journals.toString());
    }
  },
  /** The same without its recovery library: what that costs. */
  WITHOUT_JOURNAL {
    @Override
    WorkerCommand command(Jdk jdk, Path journals) {
      return launcher(jdk).with("RECOVERY_DIRECTORY", "off");
    }
  },
  /** The plain SDK with default options, JDK default flags, the same database stack. */
  NAIVE {
    @Override
    WorkerCommand command(Jdk jdk, Path journals) {
      return WorkerCommand.of(
          jdk.home().resolve("bin/java").toString(),
          "-cp",
          jar() + File.pathSeparator + ownClasses(),
          NaiveWorker.class.getName());
    }
  };

  /** Its command, without where it is to connect. */
  abstract WorkerCommand command(Jdk jdk, Path journals);

  /** As ids have it. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Ours is measured as it is distributed.
   *
   * @throws IllegalStateException if the build has left no archive for that Java
   */
  static void requireArchive(Jdk jdk) {
    Path archive =
        jar()
            .resolveSibling(
                "crashproof-worker-%d.%s"
                    .formatted(jdk.feature(), jdk.isAheadOfTime() ? "aot" : "jsa"));
    if (!Files.exists(archive)) {
      throw new IllegalStateException(
          "there is no %s, and without it Java %s is not measured as it is distributed: name its home in -Dcrashproof.archive.jdks, as the profile benchmark does by itself"
              .formatted(archive, jdk));
    }
  }

  private static WorkerCommand launcher(Jdk jdk) {
    return WorkerCommand.of(worker()).with("JAVA_HOME", jdk.home().toString());
  }

  private static Path jar() {
    return Path.of(worker())
        .toAbsolutePath()
        .resolve("../../lib/crashproof-worker.jar")
        .normalize();
  }

  private static String worker() {
    return Options.required("crashproof.worker");
  }

  private static Path ownClasses() {
    try {
      return Path.of(NaiveWorker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
