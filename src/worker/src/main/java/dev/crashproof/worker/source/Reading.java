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

  private static final long LOOK_MILLIS = 50;

  private final SourceFile file;
  private final StoppableParser parser;
  private final CompletableFuture<T> done = new CompletableFuture<>();
  private final Thread thread;

  Reading(SourceFile file, Function<ParseResult<CompilationUnit>, T> use) {
    this.file = file;
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
    thread.start();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    boolean late = false;
    while (true) {
      try {
        T result = done.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (late) {
          throw tooHard();
        }
        return result;
      } catch (TimeoutException e) {
        late = late || threads.getThreadCpuTime(thread.getId()) > MOST_TIME.toNanos();
        if (late) {
          parser.stop();
        }
      } catch (ExecutionException e) {
        throw late ? tooHard() : unwrapped(e);
      } catch (InterruptedException e) {
        parser.stop();
        throw e;
      }
    }
  }

  private SourceRefused tooHard() {
    return new SourceRefused(
        file
            + " keeps the parser busy for more than "
            + MOST_TIME.toSeconds()
            + " s: take apart what is nested in it");
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
  }
}
