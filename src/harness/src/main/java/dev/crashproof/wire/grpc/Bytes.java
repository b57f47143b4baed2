package dev.crashproof.wire.grpc;

import io.grpc.KnownLength;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Takes messages as they are. */
enum Bytes implements Marshaller<byte[]> {
  MARSHALLER;

  @Override
  public InputStream stream(byte[] message) {
    return new ByteArrayInputStream(message);
  }

  @Override
  public byte[] parse(InputStream stream) {
    try {
      if (!(stream instanceof KnownLength)) {
        return stream.readAllBytes();
      }
      // One array of the right size: messages may have 128 MiB.
      byte[] message = new byte[stream.available()];
      if (stream.readNBytes(message, 0, message.length) < message.length) {
        throw new EOFException("A message ended before its length.");
      }
      return message;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
