package dev.crashproof.environment.containers;

import java.util.Optional;

/** The images of a Docker engine. */
interface ImageStore {

  /** Whether the engine has the image. */
  boolean has(String name);

  /** Pulls the image; the error where that can't be had, within half a minute. */
  Optional<String> pull(String name);
}
