package dev.crashproof.wire.grpc;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A call that the proxy makes by itself. */
final class OwnCall {
  private OwnCall() {}

  static Status make(
      ManagedChannel channel, String method, Metadata headers, byte[] request, Duration bound) {
    Metadata copy = new Metadata();
    copy.merge(headers);
    copy.discardAll(PeerCall.TIMEOUT);
    try {
      ClientCalls.blockingUnaryCall(
          io.grpc.ClientInterceptors.intercept(
              channel, MetadataUtils.newAttachHeadersInterceptor(copy)),
          Methods.of(method, MethodType.UNARY),
          CallOptions.DEFAULT.withDeadlineAfter(bound.toNanos(), TimeUnit.NANOSECONDS),
          request);
      return Status.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus();
    }
  }
}
