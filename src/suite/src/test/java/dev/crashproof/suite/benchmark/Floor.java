package dev.crashproof.suite.benchmark;

import java.util.concurrent.Semaphore;

/**
 * The machine, which one play at a time has for itself. A play that only waits for the server's
 * timeouts leaves it to the next: what remains of it takes milliseconds of the processor.
 */
final class Floor {
  // So that those who only wait do not fill the memory.
  private static final int WAITING = 8;

  private final Semaphore machine = new Semaphore(1);
  private final Semaphore waiting = new Semaphore(WAITING);

  /** One play's hold on it. */
  final class Hold implements AutoCloseable {
    private boolean held = true;

    /** Has the machine no longer for itself; its process may still live. */
    void leave() {
      if (held) {
        held = false;
        machine.release();
      }
    }

    @Override
    public void close() {
      leave();
      waiting.release();
    }
  }

  /** Waits until the machine is free. */
  Hold take() throws InterruptedException {
    waiting.acquire();
    machine.acquire();
    return new Hold();
  }
}
