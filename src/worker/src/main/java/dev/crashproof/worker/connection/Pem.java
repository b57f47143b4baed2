package dev.crashproof.worker.connection;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and private keys as text. Complaints never show any of it. */
final class Pem {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN (.*)PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END");
  // What gRPC's TLS, BoringSSL, shows to a server.
  private static final List<String> ALGORITHMS = List.of("RSA", "EC");

  private Pem() {}

  static List<X509Certificate> certificates(String pem) throws UnfitException {
    try {
      List<X509Certificate> certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!certificates.isEmpty()) {
        return certificates;
      }
    } catch (CertificateException e) {
      throw new UnfitException("has no certificate in PEM that can be read", e);
    }
    throw new UnfitException("has no certificate in PEM that can be read");
  }

  static PrivateKey privateKey(String pem) throws UnfitException {
    Matcher matcher = KEY.matcher(pem);
    if (!matcher.find()) {
      throw new UnfitException("has no private key in PEM");
    }
    if (!matcher.group(1).isEmpty()) {
      throw new UnfitException(
          "has a key that is encrypted or not PKCS #8: openssl pkcs8 -topk8 -nocrypt makes it so");
    }
    try {
      PKCS8EncodedKeySpec encoded =
          new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(matcher.group(2)));
      for (String algorithm : ALGORITHMS) {
        try {
          return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
        } catch (InvalidKeySpecException e) {
          // A key of another kind: the next.
        }
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new UnfitException("has a private key that cannot be read", e);
    }
    throw new UnfitException("has a private key that is neither RSA nor EC");
  }
}
