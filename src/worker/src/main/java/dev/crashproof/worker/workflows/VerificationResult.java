package dev.crashproof.worker.workflows;

import dev.crashproof.worker.source.Finding;
import java.util.List;

/**
 * What a verification found; the same for the same source, always.
 *
 * @param status the verdict
 * @param findings all that speaks against it, in the order of the source
 * @param digest of the source that was judged: {@code sha256:} and 64 hexadecimal digits
 */
public record VerificationResult(Status status, List<Finding> findings, String digest) {

  /** The verdict on a source. */
  public enum Status {
    /** Nothing was found. */
    CLEAN,
    /** It is Java, but not right. */
    FLAGGED,
    /** It is no Java. */
    INVALID_SYNTAX
  }
}
