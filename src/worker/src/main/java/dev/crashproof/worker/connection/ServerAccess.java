package dev.crashproof.worker.connection;

import dev.crashproof.worker.settings.Material;
import dev.crashproof.worker.settings.SettingsException;
import dev.crashproof.worker.settings.TemporalSettings;
import dev.crashproof.worker.settings.TlsSettings;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the server is reached, and by what it knows the worker. Files with keys and certificates are
 * read anew at each use, so that they can be replaced while the worker runs: the API key counts
 * with the next call, a certificate with the next connection.
 */
public final class ServerAccess {
  private static final Logger LOG = LoggerFactory.getLogger(ServerAccess.class);

  private final TemporalSettings settings;
  private final Optional<Kept<String>> apiKey;
  private final Optional<SslContext> tls;

  private ServerAccess(
      TemporalSettings settings, Optional<Kept<String>> apiKey, Optional<SslContext> tls) {
    this.settings = settings;
    this.apiKey = apiKey;
    this.tls = tls;
  }

  /**
   * As the settings say.
   *
   * @throws SettingsException if a file that they name is not what it should be
   */
  public static ServerAccess of(TemporalSettings settings) throws SettingsException {
    Optional<Material> apiKey = settings.apiKey();
    Optional<TlsSettings> tls = settings.tls();
    return new ServerAccess(
        settings,
        apiKey.isPresent()
            ? Optional.of(Kept.first("the API key", texts -> ApiKey.of(texts.get(0)), apiKey.get()))
            : Optional.empty(),
        tls.isPresent() ? Optional.of(Tls.of(tls.get())) : Optional.empty());
  }

  /** What the SDK connects with. */
  public WorkflowServiceStubsOptions.Builder options() {
    WorkflowServiceStubsOptions.Builder options =
        WorkflowServiceStubsOptions.newBuilder(settings.profile().toWorkflowServiceStubsOptions());
    if (apiKey.isPresent()) {
      options.addApiKey(apiKey.get()::now);
      // Or the SDK takes a key for a wish to be encrypted.
      options.setEnableHttps(false);
    }
    if (tls.isPresent()) {
      options.setSslContext(tls.get());
      settings
          .tls()
          .flatMap(TlsSettings::serverName)
          .ifPresent(name -> options.setChannelInitializer(c -> c.overrideAuthority(name)));
    } else if (apiKey.isPresent()) {
      LOG.warn("the API key goes to {} unencrypted, as TEMPORAL_TLS is false", settings.address());
    }
    return options;
  }
}
