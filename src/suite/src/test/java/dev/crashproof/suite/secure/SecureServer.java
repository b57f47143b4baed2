package dev.crashproof.suite.secure;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.crashproof.environment.Database;
import dev.crashproof.environment.Environment;
import dev.crashproof.environment.Environments;
import dev.crashproof.environment.Guard;
import dev.crashproof.environment.GuardedServer;
import dev.crashproof.environment.RestartableServer;
import dev.crashproof.environment.Settings;
import dev.crashproof.process.Run;
import dev.crashproof.process.RunRegistry;
import dev.crashproof.workload.TemporalNamespace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A real server that asks for a certificate and for a key, with an authority and an issuer to get
 * them from; the harness goes in by another door.
 */
public final class SecureServer implements AutoCloseable {
  private static final Duration LONG = Duration.ofMinutes(30);

  private final KeyIssuer issuer;
  private final Authority authority;
  private final Run run;
  private final Environment environment;
  private final String address;
  private final TemporalNamespace namespace;
  private final Database database;

  private SecureServer(KeyIssuer issuer, Authority authority, Run run, Environment environment) {
    this.issuer = issuer;
    this.authority = authority;
    this.run = run;
    this.environment = environment;
    this.address =
        environment instanceof GuardedServer guarded
            ? guarded.guardedAddress()
            : abort("UNSUPPORTED: only a server in containers gets a guarded door here");
    this.namespace =
        TemporalNamespace.connect(environment.temporalAddress(), environment.newNamespace("safe"));
    this.database = environment.newDatabase("safe");
  }

  /**
   * Starts one.
   *
   * @param mutual whether it asks for a certificate too
   */
  public static SecureServer start(boolean mutual) throws IOException {
    KeyIssuer issuer = KeyIssuer.start();
    // A run of its own: what it leaves is removed with it, and not with the suite's.
    Run run = RunRegistry.standard(Environments.leftoverCleaners()).open();
    try {
      Authority authority = new Authority("Crashproof tests");
      Environment environment =
          Environments.start(settings(guard(authority, issuer, mutual)), run, step -> {});
      return new SecureServer(issuer, authority, run, environment);
    } catch (RuntimeException | Error e) {
      run.close();
      issuer.close();
      throw e;
    }
  }

  private static Guard guard(Authority authority, KeyIssuer issuer, boolean mutual) {
    Authority.Identity server = authority.identity("server", WallClock.in(LONG));
    return new Guard(
        Map.of(
            "TEMPORAL_TLS_FRONTEND_CERT_DATA",
            base64(server.certificate()),
            "TEMPORAL_TLS_FRONTEND_KEY_DATA",
            base64(server.key()),
            "TEMPORAL_TLS_CLIENT1_CA_CERT_DATA",
            base64(authority.certificate()),
            "TEMPORAL_TLS_REQUIRE_CLIENT_AUTH",
            String.valueOf(mutual),
            "TEMPORAL_AUTH_AUTHORIZER",
            "default",
            "TEMPORAL_AUTH_CLAIM_MAPPER",
            "default",
            "TEMPORAL_JWT_KEY_SOURCE1",
            "http://host.docker.internal:" + issuer.port() + "/"));
  }

  /** Ports that were fixed are the suite's own server's. */
  private static Settings settings(Guard guard) {
    Settings system = Settings.fromSystem();
    return new Settings(
            system.backend(),
            system.images(),
            system.temporalBinary(),
            system.download(),
            system.temporalAddress(),
            system.postgres(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            system.timerMaxTimeShift(),
            system.guard())
        .withGuard(guard);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The guarded door. */
  public String address() {
    return address;
  }

  /** Whom it trusts. */
  public Authority authority() {
    return authority;
  }

  /** A key that it takes until that time. */
  public String key(Instant end) {
    return issuer.key(namespace.name(), end);
  }

  /** A key that it takes for as long as tests last. */
  public String key() {
    return key(WallClock.in(LONG));
  }

  /** A certificate that it takes for as long as tests last. */
  public Authority.Identity identity() {
    return authority.identity("worker", WallClock.in(LONG));
  }

  /** The namespace, by the harness's door. */
  public TemporalNamespace namespace() {
    return namespace;
  }

  /** A database for a worker. */
  public Database database() {
    return database;
  }

  /** Where worker processes are started. */
  public Run run() {
    return run;
  }

  /** Where worker processes write. */
  public Path output() {
    return run.newDirectory("output");
  }

  /** Kills it and starts it again: every connection is made anew. */
  public void restart() {
    RestartableServer server = (RestartableServer) environment;
    server.killServer();
    server.startServer();
  }

  @Override
  public void close() {
    namespace.close();
    environment.close();
    run.close();
    issuer.close();
  }
}
