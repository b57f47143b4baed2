package dev.crashproof.worker.connection;

import dev.crashproof.worker.settings.Material;
import dev.crashproof.worker.settings.SettingsException;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whom the server's certificate must come from: read anew for each connection. */
final class Authorities extends X509ExtendedTrustManager {
  private final Kept<X509ExtendedTrustManager> kept;
  private final boolean anyName;

  /** Of these certificates; with {@code anyName}, whatever name the server's has. */
  Authorities(Material certificates, boolean anyName) throws SettingsException {
    this.kept = Kept.first("the server's CA certificate", Authorities::make, certificates);
    this.anyName = anyName;
  }

  private static X509ExtendedTrustManager make(List<String> texts) throws UnfitException {
    List<X509Certificate> certificates = Pem.certificates(texts.get(0));
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (int at = 0; at < certificates.size(); at++) {
        store.setCertificateEntry("ca-" + at, certificates.get(at));
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager extended) {
          return extended;
        }
      }
    } catch (GeneralSecurityException | IOException e) {
      throw new UnfitException("has certificates that nothing can be checked against", e);
    }
    throw new UnfitException("needs a Java that checks names in certificates");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    if (anyName) {
      checkServerTrusted(chain, authType);
    } else {
      kept.now().checkServerTrusted(chain, authType, engine);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    if (anyName) {
      checkServerTrusted(chain, authType);
    } else {
      kept.now().checkServerTrusted(chain, authType, socket);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    kept.now().checkServerTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    kept.now().checkClientTrusted(chain, authType, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    kept.now().checkClientTrusted(chain, authType, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    kept.now().checkClientTrusted(chain, authType);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return kept.now().getAcceptedIssuers();
  }
}
