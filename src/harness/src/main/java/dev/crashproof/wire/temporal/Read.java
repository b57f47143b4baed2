package dev.crashproof.wire.temporal;

import com.google.protobuf.UnsafeByteOperations;
import dev.crashproof.wire.grpc.Reading;
import io.grpc.Status;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request that was read, put together from what is known of its method.
 *
 * @param details what is told of it
 * @param poll whether it is a worker's long poll
 * @param rewrite what the server is sent in its place, asked when it is sent
 * @param answer reads the answer
 * @param failure hears of a refusal or a loss
 */
record Read(
    Map<String, String> details,
    boolean poll,
    Supplier<Optional<Rewrite>> rewrite,
    Decoder.Answer answer,
    Consumer<Status.Code> failure)
    implements Reading {
  private static final Logger LOG = LoggerFactory.getLogger(Read.class);

  static Read of(Map<String, String> details) {
    return new Read(details, false, Optional::empty, answer -> Map.of(), status -> {});
  }

  static Read poll(Map<String, String> details) {
    return new Read(details, true, Optional::empty, answer -> Map.of(), status -> {});
  }

  Read rewriting(Supplier<Optional<Rewrite>> with) {
    return new Read(details, poll, with, answer, failure);
  }

  Read answering(Decoder.Answer with) {
    return new Read(details, poll, rewrite, with, failure);
  }

  Read failing(Consumer<Status.Code> with) {
    return new Read(details, poll, rewrite, answer, with);
  }

  @Override
  public Optional<Rewrite> rewritten() {
    return rewrite.get();
  }

  @Override
  public Map<String, String> answered(byte[] message) {
    try {
      return answer.read(UnsafeByteOperations.unsafeWrap(message));
    } catch (IOException | RuntimeException e) {
      LOG.debug("An answer could not be read: it is passed on unread.", e);
      return Map.of();
    }
  }

  @Override
  public void failed(Status.Code status) {
    failure.accept(status);
  }
}
