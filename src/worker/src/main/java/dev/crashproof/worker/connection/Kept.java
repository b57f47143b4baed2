package dev.crashproof.worker.connection;

import dev.crashproof.worker.settings.Material;
import dev.crashproof.worker.settings.SettingsException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is made of files that may be replaced while the worker runs. They are read at each use, so
 * that a new one counts from its first moment; while they cannot be read, or make no sense, as in
 * the middle of being replaced, what they last said goes on, and that is told once.
 *
 * @param <T> what is made of them
 */
final class Kept<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Kept.class);

  /** Makes it. */
  interface Making<T> {
    T of(List<String> texts) throws UnfitException;
  }

  private final List<Material> materials;
  private final Making<T> making;
  private final String what;
  private final boolean fixed;
  // Read on the threads that call the server; they need not wait for each other's reading.
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Version<T> current;
  private String told = "";

  private record Version<T>(List<String> texts, T value) {}

  private Kept(List<Material> materials, Making<T> making, String what, Version<T> first) {
    this.materials = materials;
    this.making = making;
    this.what = what;
    this.fixed = materials.stream().allMatch(material -> material.file().isEmpty());
    this.current = first;
  }

  /**
   * Reads it for the first time.
   *
   * @param what it is, as the log calls it
   * @param main which of the materials is to blame where they do not go together
   */
  static <T> Kept<T> first(String what, Making<T> making, Material main, Material... others)
      throws SettingsException {
    List<Material> materials = new ArrayList<>(List.of(main));
    materials.addAll(List.of(others));
    List<String> texts = new ArrayList<>();
    for (Material material : materials) {
      try {
        texts.add(material.read());
      } catch (IOException e) {
        throw material.wrong(why(e));
      }
    }
    try {
      return new Kept<>(
          List.copyOf(materials), making, what, new Version<>(texts, making.of(texts)));
    } catch (UnfitException e) {
      throw main.wrong(e.why());
    }
  }

  /** What the files say now, or last said. */
  T now() {
    if (!fixed && lock.tryLock()) {
      try {
        look();
      } finally {
        lock.unlock();
      }
    }
    return current.value;
  }

  private void look() {
    List<String> texts = new ArrayList<>();
    for (Material material : materials) {
      try {
        texts.add(material.read());
      } catch (IOException e) {
        tell(why(e));
        return;
      }
    }
    if (texts.equals(current.texts)) {
      if (!told.isEmpty()) {
        told = "";
        LOG.info("{} is there again: {}", what, names());
      }
      return;
    }
    try {
      current = new Version<>(texts, making.of(texts));
      told = "";
      LOG.info("{} was replaced: {}", what, names());
    } catch (UnfitException e) {
      tell(e.why());
    }
  }

  private void tell(String why) {
    if (told.isEmpty()) {
      LOG.warn("{} cannot be read anew, the one before is used on: {} {}", what, names(), why);
    }
    told = why;
  }

  private String names() {
    return materials.stream().map(Material::toString).collect(Collectors.joining(", "));
  }

  private static String why(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "does not exist";
    }
    return e instanceof CharacterCodingException ? "is no text" : "cannot be read: " + e;
  }
}
