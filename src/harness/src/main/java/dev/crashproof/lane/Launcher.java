package dev.crashproof.lane;

import dev.crashproof.process.WorkerCommand;

/** Says how a worker is started that is to connect there and nowhere else. */
@FunctionalInterface
public interface Launcher {

  /** The command, in whatever language the worker is written. */
  WorkerCommand command(Endpoints endpoints);
}
