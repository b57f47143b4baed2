package dev.crashproof.wire.stream;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that waits for all channels of an interposer, so that their state needs no locks. */
final class EventLoop {
  private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
  private static final long CLOSE_MILLIS = 10_000;

  /** What to do when a channel is ready. */
  interface Ready {
    void ready(SelectionKey key) throws IOException;

    /** It failed in a way that nobody had thought of. */
    void failed(Exception e);
  }

  private record Alarm(long at, Runnable task) {}

  private final Selector selector;
  private final Thread thread;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Alarm> alarms =
      // By difference: the clock's origin is arbitrary.
      new PriorityQueue<>(Comparator.comparingLong((Alarm alarm) -> alarm.at() - origin()));
  private final long origin = System.nanoTime();
  private final Runnable last;
  private volatile boolean closed;

  /**
   * A loop that is not running yet.
   *
   * @param last done on the loop's thread when it ends
   */
  EventLoop(String name, Runnable last) throws IOException {
    this.selector = Selector.open();
    this.last = last;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  SelectionKey register(SelectableChannel channel, int interest, Ready ready)
      throws ClosedChannelException {
    return channel.register(selector, interest, ready);
  }

  /** Runs it on the loop's thread, after what is under way; never, once closed. */
  void execute(Runnable task) {
    tasks.add(task);
    selector.wakeup();
  }

  /** Runs it on the loop's thread after a while. To be called on that thread. */
  void after(Duration delay, Runnable task) {
    alarms.add(new Alarm(System.nanoTime() + delay.toNanos(), task));
  }

  /** Ends the loop, and waits until it has. */
  void close() {
    closed = true;
    selector.wakeup();
    if (Thread.currentThread() == thread) {
      return;
    }
    awaitEnd();
    if (thread.isAlive()) {
      LOG.warn(
          "{} has not ended within {} ms: an interceptor blocks it; let it decide without waiting.",
          thread.getName(),
          CLOSE_MILLIS);
    }
  }

  /** A sweep that was told to stop closes its wires too, and their ports must be free then. */
  private void awaitEnd() {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
    boolean interrupted = false;
    for (long left = CLOSE_MILLIS; thread.isAlive() && left > 0; ) {
      try {
        thread.join(left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private long origin() {
    return origin;
  }

  private void run() {
    try (selector) {
      while (!closed) {
        select(untilNextAlarm());
        runTasks();
      }
    } catch (IOException e) {
      LOG.error("{} ended: {}.", thread.getName(), e.toString());
    } finally {
      closed = true;
      last.run();
    }
  }

  private void select(long millis) throws IOException {
    if (millis < 0) {
      selector.select(this::ready);
    } else if (millis == 0) {
      selector.selectNow(this::ready);
    } else {
      selector.select(this::ready, millis);
    }
  }

  /** Negative where there is none. */
  private long untilNextAlarm() {
    Alarm next = alarms.peek();
    if (next == null) {
      return -1;
    }
    long nanos = next.at() - System.nanoTime();
    return nanos <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
  }

  // A fault of one connection must not end the others.
  private void ready(SelectionKey key) {
    Ready ready = (Ready) key.attachment();
    try {
      if (key.isValid()) {
        ready.ready(key);
      }
    } catch (IOException | RuntimeException e) {
      ready.failed(e);
    }
  }

  private void runTasks() {
    for (Runnable task; (task = tasks.poll()) != null; ) {
      run(task);
    }
    for (Alarm alarm; (alarm = alarms.peek()) != null && alarm.at() - System.nanoTime() <= 0; ) {
      alarms.remove();
      run(alarm.task());
    }
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("{}: a task failed.", thread.getName(), e);
    }
  }
}
