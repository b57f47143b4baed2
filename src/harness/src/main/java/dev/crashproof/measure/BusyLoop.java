package dev.crashproof.measure;

/** A fixed amount of arithmetic that neither memory nor the compiler can shorten. */
final class BusyLoop implements Runnable {
  private final int rounds;
  private long state = 88_172_645_463_325_252L;

  BusyLoop(int rounds) {
    this.rounds = rounds;
  }

  // Each round of this xorshift generator needs the one before, and the field keeps the result in
  // use.
  @Override
  public synchronized void run() {
    long x = state;
    for (int i = 0; i < rounds; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    state = x;
  }

  /** What the rounds so far have come to: no shortcut leads there. */
  synchronized long state() {
    return state;
  }
}
