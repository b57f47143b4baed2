package dev.crashproof.suite.secure;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;

/** Issues API keys (JSON web tokens), and tells over HTTP what they can be checked with. */
public final class KeyIssuer implements AutoCloseable {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final String KEY_ID = "issuer-1";

  private final KeyPair keys;
  private final HttpServer server;

  private KeyIssuer(KeyPair keys, HttpServer server) {
    this.keys = keys;
    this.server = server;
  }

  /** One that can be asked from other machines, for containers are such. */
  public static KeyIssuer start() throws IOException {
    KeyPair keys;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      keys = generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    HttpServer server = HttpServer.create(new InetSocketAddress(0), 0);
    RSAPublicKey open = (RSAPublicKey) keys.getPublic();
    String known =
        """
        {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": "%s", "n": "%s", "e": "%s"}]}
        """
            .formatted(
                KEY_ID,
                encode(unsigned(open.getModulus().toByteArray())),
                encode(open.getPublicExponent().toByteArray()));
    byte[] body = known.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return new KeyIssuer(keys, server);
  }

  /** Where it tells what keys can be checked with. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** A key that may write in a namespace until that time. */
  public String key(String namespace, Instant end) {
    String head = encode("{\"alg\": \"RS256\", \"typ\": \"JWT\", \"kid\": \"" + KEY_ID + "\"}");
    String claims =
        encode(
            "{\"sub\": \"worker\", \"exp\": %d, \"permissions\": [\"%s:write\"]}"
                .formatted(end.getEpochSecond(), namespace));
    String text = head + "." + claims;
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + encode(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String text) {
    return encode(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encode(byte[] bytes) {
    return BASE64.encodeToString(bytes);
  }

  private static byte[] unsigned(byte[] number) {
    return number[0] == 0 ? java.util.Arrays.copyOfRange(number, 1, number.length) : number;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
