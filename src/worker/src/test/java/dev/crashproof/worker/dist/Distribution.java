package dev.crashproof.worker.dist;

import java.nio.file.Path;

/**
 * The files that a package build leaves.
 *
 * @param folder {@code target/dist}
 */
record Distribution(Path folder) {

  Path launcher() {
    return folder.resolve("bin").resolve("crashproof-worker");
  }

  /** What starts the worker as its child. */
  Path supervisor() {
    return folder.resolve("bin").resolve("crashproof-supervisor");
  }

  Path lib() {
    return folder.resolve("lib");
  }

  Path jar() {
    return lib().resolve("crashproof-worker.jar");
  }

  Path options() {
    return lib().resolve("jvm.options");
  }

  /** What is set besides from Java 24 on. */
  Path newerOptions() {
    return lib().resolve("jvm-24.options");
  }

  /** What lets that Java start faster. */
  Path archive(Jdk jdk) {
    return lib()
        .resolve("crashproof-worker-" + jdk.feature() + (jdk.hasAotCache() ? ".aot" : ".jsa"));
  }
}
