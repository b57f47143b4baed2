package dev.crashproof.environment.embedded;

import dev.crashproof.environment.servers.ServerControl;
import dev.crashproof.process.WorkerProcess;

/** A Temporal server that is a child process. */
record ProcessControl(WorkerProcess process) implements ServerControl {

  @Override
  public void kill() {
    process.kill();
  }

  @Override
  public void start() {
    process.start();
  }

  @Override
  public void checkAlive() {
    Tools.alive("The Temporal server", process).run();
  }
}
