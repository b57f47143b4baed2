package dev.crashproof.suite;

import java.util.concurrent.TimeUnit;

/** Says how far a count has come, at most every two seconds, so that nothing long is silent. */
final class Countdown {
  private static final long QUIET = TimeUnit.SECONDS.toNanos(2);

  private final Console console;
  private final String what;
  private final int all;
  private int done;
  private long lastSaid = System.nanoTime();

  Countdown(Console console, String what, int all) {
    this.console = console;
    this.what = what;
    this.all = all;
  }

  /** One more is done. */
  synchronized void one(String detail) {
    reached(done + 1, detail);
  }

  /** So many are done; fewer than were told before are no news. */
  synchronized void reached(int many, String detail) {
    if (many <= done) {
      return;
    }
    done = many;
    if (done == all || System.nanoTime() - lastSaid >= QUIET) {
      lastSaid = System.nanoTime();
      console.step("%s %d/%d  %s".formatted(what, done, all, detail));
    }
  }
}
