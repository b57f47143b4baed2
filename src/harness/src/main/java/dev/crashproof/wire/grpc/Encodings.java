package dev.crashproof.wire.grpc;

import io.grpc.CompressorRegistry;
import io.grpc.Metadata;
import java.util.Optional;

/** How messages were compressed. They are passed on in the same way, though opened in between. */
final class Encodings {
  private static final Metadata.Key<String> ENCODING =
      Metadata.Key.of("grpc-encoding", Metadata.ASCII_STRING_MARSHALLER);

  private Encodings() {}

  /** The encoding that the headers announce, if it is one that can be written here too. */
  static Optional<String> of(Metadata headers) {
    return Optional.ofNullable(headers.get(ENCODING))
        .filter(name -> CompressorRegistry.getDefaultInstance().lookupCompressor(name) != null);
  }
}
