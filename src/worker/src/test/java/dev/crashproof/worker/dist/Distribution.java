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

  Path jar() {
    return folder.resolve("lib").resolve("crashproof-worker.jar");
  }

  Path options() {
    return folder.resolve("lib").resolve("jvm.options");
  }

  Path archive() {
    return folder.resolve("lib").resolve("crashproof-worker.jsa");
  }
}
