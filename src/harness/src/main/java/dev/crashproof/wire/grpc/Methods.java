package dev.crashproof.wire.grpc;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Descriptors of methods whose messages are bytes, each made once. */
final class Methods {
  private static final Map<String, MethodDescriptor<byte[], byte[]>> KNOWN =
      new ConcurrentHashMap<>();

  private Methods() {}

  static MethodDescriptor<byte[], byte[]> of(String method, MethodType type) {
    return KNOWN.computeIfAbsent(
        type + " " + method,
        key ->
            MethodDescriptor.newBuilder(Bytes.MARSHALLER, Bytes.MARSHALLER)
                .setFullMethodName(method)
                .setType(type)
                .build());
  }
}
