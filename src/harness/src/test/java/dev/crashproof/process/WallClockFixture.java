package dev.crashproof.process;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Prints, again and again, the seconds of the wall clock and of a monotonic one. */
final class WallClockFixture {
  private WallClockFixture() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    while (!never.await(20, TimeUnit.MILLISECONDS)) {
      System.out.println(
          "wall "
              + Instant.now().getEpochSecond()
              + " monotonic "
              + System.nanoTime() / 1_000_000_000);
    }
  }
}
