package dev.crashproof.worker.source;

import com.github.javaparser.ParseResult;
import com.github.javaparser.ast.CompilationUnit;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Reads Java source, up to the language of Java 25. What is beyond a limit is refused for good:
 * characters, tokens, nesting, the parser's stack and its time. None of it harms the process.
 */
public final class SourceReader {
  // Sources of one heap share it, whoever reads them.
  private static final Semaphore TOKENS = new Semaphore(Limits.MOST_TOKENS, true);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private SourceReader() {}

  /**
   * What this makes of the source, read on a thread of its own.
   *
   * @throws SourceRefused if the source is beyond a limit
   * @throws TimeoutException if others are read for so long that there is no room; later there is
   * @throws InterruptedException if the thread was
   */
  public static <T> T read(SourceFile file, Function<ParseResult<CompilationUnit>, T> use)
      throws InterruptedException, TimeoutException {
    int tokens = Math.max(1, Limits.tokens(file));
    if (!TOKENS.tryAcquire(tokens, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new TimeoutException(
          file
              + " waited "
              + PATIENCE.toSeconds()
              + " s for other sources to be read: start another worker if this lasts");
    }
    try {
      return new Reading<>(file, tokens, use).result();
    } finally {
      TOKENS.release(tokens);
    }
  }
}
