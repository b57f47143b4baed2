package dev.crashproof.process;

import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;

/** Holds so many MiB, given as its argument, and waits to be killed. */
final class AllocatingWorker {
  private AllocatingWorker() {}

  public static void main(String[] args) throws InterruptedException {
    // Outside the heap, where no collector copies it: allocating touches every page once.
    ByteBuffer held = ByteBuffer.allocateDirect(Integer.parseInt(args[0]) * 1024 * 1024);
    System.out.println("holding " + held.capacity() / 1024 / 1024);
    new CountDownLatch(1).await();
  }
}
