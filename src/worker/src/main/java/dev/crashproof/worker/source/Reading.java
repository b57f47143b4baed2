package dev.crashproof.worker.source;

import com.github.javaparser.ParseResult;
import com.github.javaparser.ast.CompilationUnit;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * One reading of a source, on a thread whose stack does not depend on how the JVM was started or
 * how deep its caller is: what can be read can always be read.
 */
final class Reading<T> {
  // Several times what a source within the limits takes. Only what is used takes memory, until the
  // thread ends.
  private static final long STACK_BYTES = 32 << 20;

  // Time that it computes, not that passes: a machine that is busy or paused refuses nothing. The
  // largest source takes half a second.
  private static final Duration MOST_TIME = Duration.ofSeconds(3);

  // A parser that looks ahead in vain also writes down what it expected, at each level more: it
  // would fill the heap long before its time is over. What it allocates over all is counted, a
  // source within the limits needs a fraction of it.
  private static final long LEAST_BYTES = 16 << 20;
  private static final long BYTES_PER_TOKEN = 8 << 10;

  private static final long LOOK_MILLIS = 10;

  private final SourceFile file;
  private final StoppableParser parser;
  private final CompletableFuture<T> done = new CompletableFuture<>();
  private final Thread thread;

  private final long mostBytes;

  Reading(SourceFile file, int tokens, Function<ParseResult<CompilationUnit>, T> use) {
    this.file = file;
    this.mostBytes = LEAST_BYTES + tokens * BYTES_PER_TOKEN;
    this.parser = new StoppableParser(file.source());
    this.thread = new Thread(null, () -> run(use), "read " + file.name(), STACK_BYTES);
    thread.setDaemon(true);
  }

  private void run(Function<ParseResult<CompilationUnit>, T> use) {
    try {
      FirstWords.read();
      done.complete(use.apply(parser.parse()));
    } catch (StackOverflowError e) {
      done.completeExceptionally(
          new SourceRefused(
              file
                  + " has a statement or an expression that is too deep for the parser's stack: take it apart"));
    } catch (RuntimeException | Error e) {
      done.completeExceptionally(e);
    }
  }

  T result() throws InterruptedException {
    long began = System.nanoTime();
    thread.start();
    boolean late = false;
    while (true) {
      try {
        T result = done.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        thread.join();
        if (late) {
          throw tooHard();
        }
        return result;
      } catch (TimeoutException e) {
        late = late || isTooHard(began);
        if (late) {
          parser.stop();
        }
      } catch (ExecutionException e) {
        thread.join();
        throw late ? tooHard() : unwrapped(e);
      } catch (InterruptedException e) {
        parser.stop();
        throw e;
      }
    }
  }

  // No thread computes for longer than time passes: where the system says so, its clock was moved.
  private boolean isTooHard(long began) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Math.min(threads.getThreadCpuTime(thread.getId()), System.nanoTime() - began)
            > MOST_TIME.toNanos()
        || (threads instanceof com.sun.management.ThreadMXBean counting
            && counting.getThreadAllocatedBytes(thread.getId()) > mostBytes);
  }

  private SourceRefused tooHard() {
    return new SourceRefused(
        file + " takes the parser too much time or memory: take apart what is nested in it");
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
  }
}
