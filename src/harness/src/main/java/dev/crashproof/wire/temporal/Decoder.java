package dev.crashproof.wire.temporal;

import com.google.protobuf.ByteString;
import dev.crashproof.wire.grpc.Caller;
import dev.crashproof.wire.grpc.Reading;
import java.io.IOException;

/** Reads the requests of one method. */
@FunctionalInterface
interface Decoder {
  Reading read(Caller caller, ByteString request) throws IOException;

  /** Reads an answer. */
  @FunctionalInterface
  interface Answer {
    java.util.Map<String, String> read(ByteString answer) throws IOException;
  }
}
