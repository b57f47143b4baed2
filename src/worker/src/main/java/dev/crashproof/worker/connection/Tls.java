package dev.crashproof.worker.connection;

import dev.crashproof.worker.settings.SettingsException;
import dev.crashproof.worker.settings.TlsSettings;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSslSessionContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import javax.net.ssl.SSLException;

/** TLS to the server. Only loaded where there is any. */
final class Tls {

  private Tls() {}

  static SslContext of(TlsSettings settings) throws SettingsException {
    SslContextBuilder builder = GrpcSslContexts.forClient();
    if (settings.certificate().isPresent() && settings.key().isPresent()) {
      builder.keyManager(new ClientIdentity(settings.certificate().get(), settings.key().get()));
    }
    if (settings.authorities().isPresent()) {
      builder.trustManager(new Authorities(settings.authorities().get(), settings.anyName()));
    } else if (settings.anyName()) {
      builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
    }
    try {
      SslContext context = builder.build();
      // A session that is taken up again would show the certificate of the connection before.
      if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
        sessions.setSessionCacheEnabled(false);
      }
      return context;
    } catch (SSLException e) {
      throw new IllegalStateException("this Java has no TLS that gRPC can use", e);
    }
  }
}
