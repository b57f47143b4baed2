package dev.crashproof.nemesis;

import dev.crashproof.process.Child;
import dev.crashproof.wire.Wire;
import java.util.List;

/** The worker that serves now: the one that a fault strikes. */
public interface Victim {

  /** Its name, as ops have it. */
  String name();

  /** The number of its start. */
  int start();

  /** Its processes. */
  Child child();

  /** What lies between it and its peers. */
  Network network();

  /** All its wires. */
  List<Wire> wires();
}
