package dev.crashproof.recovery;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Lets a worker go by the sticky task queue's name of a dead one, so that what the server put there
 * comes to it at once, and nothing has to be told to let go of it first. Each name is inherited by
 * one worker, of the same task queue and the same version of the code.
 */
final class StickyNames {
  private record Served(String namespace, String normalName) {}

  private final Consumer<Held.StickyQueue> disowned;
  private final Map<Served, Held.StickyQueue> estate = new ConcurrentHashMap<>();
  // By the name that the SDK gave.
  private final Map<String, String> names = new ConcurrentHashMap<>();

  /** Hands those to the other that a worker came for, yet one of another version. */
  StickyNames(Consumer<Held.StickyQueue> disowned) {
    this.disowned = disowned;
  }

  /** Leaves it to the worker of its task queue; false if that has one already. */
  boolean leave(Held.StickyQueue queue) {
    return estate.putIfAbsent(new Served(queue.namespace(), queue.normalName()), queue) == null;
  }

  /** The name by which this worker's queue goes from now on. */
  String claim(String own, String namespace, String normalName, String version) {
    String known = names.get(own);
    // Several pollers begin at once: whoever comes first inherits for all of them.
    return known != null
        ? known
        : names.computeIfAbsent(
            own, any -> inherited(new Served(namespace, normalName), version).orElse(own));
  }

  private Optional<String> inherited(Served served, String version) {
    Held.StickyQueue left = estate.remove(served);
    if (left == null) {
      return Optional.empty();
    }
    if (!left.version().equals(version)) {
      disowned.accept(left);
      return Optional.empty();
    }
    return Optional.of(left.name());
  }

  /** The name by which it goes. */
  String of(String own) {
    return names.getOrDefault(own, own);
  }
}
