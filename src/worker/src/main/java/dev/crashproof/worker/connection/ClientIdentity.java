package dev.crashproof.worker.connection;

import dev.crashproof.worker.settings.Material;
import dev.crashproof.worker.settings.SettingsException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that the worker shows, and its key: read anew for each connection. A handshake
 * asks for both by name, so a name stays with what it first meant.
 */
final class ClientIdentity extends X509ExtendedKeyManager {
  private static final byte[] PROBE = {1, 2, 3, 4};

  private record Identity(String name, List<X509Certificate> chain, PrivateKey key) {}

  private final AtomicLong versions = new AtomicLong();
  private final Map<String, Identity> byName = new ConcurrentHashMap<>();
  private final Kept<Identity> kept;

  ClientIdentity(Material certificate, Material key) throws SettingsException {
    // A key that makes no sense by itself is its own fault, not the certificate's.
    Kept.first("the certificate's key", texts -> Pem.privateKey(texts.get(0)), key);
    this.kept = Kept.first("the worker's certificate", this::make, certificate, key);
  }

  private Identity make(List<String> texts) throws UnfitException {
    List<X509Certificate> chain = Pem.certificates(texts.get(0));
    PrivateKey key = Pem.privateKey(texts.get(1));
    if (!belongTogether(chain.get(0).getPublicKey(), key)) {
      throw new UnfitException("has a certificate that does not belong to the key");
    }
    return new Identity("version-" + versions.incrementAndGet(), chain, key);
  }

  private static boolean belongTogether(PublicKey open, PrivateKey key) throws UnfitException {
    String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(open);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      // A certificate of another kind of key.
      return false;
    }
  }

  private String name() {
    Identity now = kept.now();
    if (byName.putIfAbsent(now.name, now) == null) {
      // Handshakes take seconds at most, and certificates last for more.
      byName.keySet().removeIf(name -> !name.equals(now.name) && !name.equals(before(now.name)));
    }
    return now.name;
  }

  private static String before(String name) {
    return "version-" + (Long.parseLong(name.substring("version-".length())) - 1);
  }

  @Override
  public String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
    return name();
  }

  @Override
  public String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
    return name();
  }

  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[] {name()};
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String name) {
    Identity identity = byName.get(name);
    return identity == null ? null : identity.chain.toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String name) {
    Identity identity = byName.get(name);
    return identity == null ? null : identity.key;
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }
}
