package dev.crashproof.worker.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.crashproof.worker.fixtures.Certificates;
import dev.crashproof.worker.fixtures.RefusingServer;
import dev.crashproof.worker.settings.SettingsException;
import dev.crashproof.worker.settings.WorkerSettings;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What a worker shows its server, and that it can be replaced while the worker runs. */
class ServerAccessTest {
  private static final Certificates AUTHORITY = new Certificates("authority");
  private static final Certificates OTHER = new Certificates("other");

  private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(Kept.class);

  @TempDir private Path folder = Path.of("");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    LOGGER.setLevel(Level.INFO);
    LOGGER.addAppender(log);
  }

  @AfterEach
  void listenNoMore() {
    LOGGER.detachAppender(log);
    LOGGER.setLevel(null);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static ServerAccess access(Map<String, String> environment) throws SettingsException {
    return ServerAccess.of(WorkerSettings.read(Map.of(), environment).temporal());
  }

  private static Status.Code call(WorkflowServiceStubs stubs) {
    return status(stubs).getCode();
  }

  private static Status status(WorkflowServiceStubs stubs) {
    try {
      stubs
          .blockingStub()
          .withDeadlineAfter(10, TimeUnit.SECONDS)
          .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
      return Status.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus();
    }
  }

  private List<String> warnings() {
    return log.list.stream()
        .filter(event -> event.getLevel().toString().equals("WARN"))
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Test
  void theKeyInAFileCountsFromTheNextCall() throws Exception {
    Path key = file("key", "first\n");
    try (RefusingServer server = RefusingServer.plain()) {
      Map<String, String> environment =
          Map.of(
              "TEMPORAL_ADDRESS", server.address(),
              "TEMPORAL_TLS", "false",
              "TEMPORAL_API_KEY_FILE", key.toString());
      WorkflowServiceStubs stubs =
          WorkflowServiceStubs.newServiceStubs(access(environment).options().build());
      try {
        assertThat(call(stubs)).isEqualTo(Status.Code.PERMISSION_DENIED);
        file("key", "second");
        call(stubs);
        Files.delete(key);
        call(stubs);
        call(stubs);
        file("key", "");
        call(stubs);
        file("key", "thi rd");
        call(stubs);
        file("key", "fourth");
        call(stubs);
      } finally {
        stubs.shutdownNow();
      }
      assertThat(server.keys())
          .containsExactly(
              "Bearer first",
              "Bearer second",
              "Bearer second",
              "Bearer second",
              "Bearer second",
              "Bearer second",
              "Bearer fourth");
      assertThat(warnings())
          .containsExactly(
              "the API key cannot be read anew, the one before is used on: TEMPORAL_API_KEY_FILE"
                  + " (file "
                  + key
                  + ") does not exist");
      assertThat(log.list)
          .noneMatch(event -> event.getFormattedMessage().matches(".*(first|second|fourth).*"));
    }
  }

  private Map<String, String> secure(RefusingServer server) throws IOException {
    return new HashMap<>(
        Map.of(
            "TEMPORAL_ADDRESS",
            server.address(),
            "TEMPORAL_TLS_CLIENT_CERT_PATH",
            folder.resolve("cert").toString(),
            "TEMPORAL_TLS_CLIENT_KEY_PATH",
            folder.resolve("key").toString(),
            "TEMPORAL_TLS_SERVER_CA_CERT_PATH",
            file("ca", AUTHORITY.authority()).toString()));
  }

  private void give(Certificates.Identity identity) throws IOException {
    file("cert", identity.certificate());
    file("key", identity.key());
  }

  @Test
  void aCertificateCountsFromTheNextConnection() throws Exception {
    try (RefusingServer server =
        RefusingServer.secure(AUTHORITY.identity("server", "RSA"), AUTHORITY.authority())) {
      give(AUTHORITY.identity("first", "RSA"));
      WorkflowServiceStubs stubs =
          WorkflowServiceStubs.newServiceStubs(access(secure(server)).options().build());
      try {
        assertThat(call(stubs)).isEqualTo(Status.Code.PERMISSION_DENIED);
        give(AUTHORITY.identity("second", "EC"));
        connectAgain(stubs);
        // A certificate without its key is one half replaced.
        file("cert", AUTHORITY.identity("third", "EC").certificate());
        connectAgain(stubs);
        file("cert", "nothing of the kind");
        connectAgain(stubs);
        give(AUTHORITY.identity("fourth", "RSA"));
        connectAgain(stubs);
      } finally {
        stubs.shutdownNow();
      }
      assertThat(server.names())
          .containsExactly("CN=first", "CN=second", "CN=second", "CN=second", "CN=fourth");
      assertThat(warnings())
          .singleElement()
          .asString()
          .startsWith("the worker's certificate cannot be read anew, the one before is used on:")
          .endsWith("has a certificate that does not belong to the key");
    }
  }

  private static void connectAgain(WorkflowServiceStubs stubs) {
    stubs.getRawChannel().enterIdle();
    assertThat(call(stubs)).isEqualTo(Status.Code.PERMISSION_DENIED);
  }

  @Test
  void whomTheServerMustComeFromCountsFromTheNextConnection() throws Exception {
    try (RefusingServer server =
        RefusingServer.secure(OTHER.identity("server", "RSA"), AUTHORITY.authority())) {
      give(AUTHORITY.identity("worker", "EC"));
      WorkflowServiceStubs stubs =
          WorkflowServiceStubs.newServiceStubs(access(secure(server)).options().build());
      try {
        assertThat(call(stubs)).isEqualTo(Status.Code.UNAVAILABLE);
        file("ca", OTHER.authority());
        Awaitility.await()
            .untilAsserted(
                () -> {
                  stubs.getRawChannel().resetConnectBackoff();
                  assertThat(call(stubs)).isEqualTo(Status.Code.PERMISSION_DENIED);
                });
      } finally {
        stubs.shutdownNow();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', false, UNAVAILABLE",
    "'', true, PERMISSION_DENIED",
    "localhost, false, PERMISSION_DENIED"
  })
  void theServersNameMustBeTheOneInItsCertificateUnlessItNeedNot(
      String name, boolean anyName, Status.Code seen) throws Exception {
    try (RefusingServer server =
        RefusingServer.secure(AUTHORITY.identity("server", "RSA"), AUTHORITY.authority())) {
      give(AUTHORITY.identity("worker", "EC"));
      Map<String, String> environment = secure(server);
      environment.put("TEMPORAL_ADDRESS", server.address().replace("localhost", "127.0.0.1"));
      environment.put("TEMPORAL_TLS_DISABLE_HOST_VERIFICATION", String.valueOf(anyName));
      if (!name.isEmpty()) {
        environment.put("TEMPORAL_TLS_SERVER_NAME", name);
      }
      WorkflowServiceStubs stubs =
          WorkflowServiceStubs.newServiceStubs(access(environment).options().build());
      try {
        assertThat(call(stubs)).isEqualTo(seen);
      } finally {
        stubs.shutdownNow();
      }
    }
  }

  @Test
  void anyNameIsNotAnyAuthority() throws Exception {
    try (RefusingServer server =
        RefusingServer.secure(OTHER.identity("server", "RSA"), AUTHORITY.authority())) {
      give(AUTHORITY.identity("worker", "EC"));
      Map<String, String> environment = secure(server);
      environment.put("TEMPORAL_TLS_DISABLE_HOST_VERIFICATION", "true");
      WorkflowServiceStubs stubs =
          WorkflowServiceStubs.newServiceStubs(access(environment).options().build());
      try {
        assertThat(call(stubs)).isEqualTo(Status.Code.UNAVAILABLE);
      } finally {
        stubs.shutdownNow();
      }
    }
  }

  @Test
  void certificatesMayBeGivenThemselves() throws Exception {
    try (RefusingServer server =
        RefusingServer.secure(AUTHORITY.identity("server", "RSA"), AUTHORITY.authority())) {
      Certificates.Identity identity = AUTHORITY.identity("direct", "RSA");
      WorkflowServiceStubs stubs =
          WorkflowServiceStubs.newServiceStubs(
              access(
                      Map.of(
                          "TEMPORAL_ADDRESS", server.address(),
                          "TEMPORAL_TLS_CLIENT_CERT_DATA", identity.certificate(),
                          "TEMPORAL_TLS_CLIENT_KEY_DATA", identity.key(),
                          "TEMPORAL_TLS_SERVER_CA_CERT_DATA", AUTHORITY.authority()))
                  .options()
                  .build());
      try {
        call(stubs);
      } finally {
        stubs.shutdownNow();
      }
      assertThat(server.names()).containsExactly("CN=direct");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TEMPORAL_API_KEY_FILE | '' | is empty.",
        "TEMPORAL_API_KEY_FILE | two words | has more in it than a key: blanks, lines or letters beyond ASCII.",
        "TEMPORAL_TLS_SERVER_CA_CERT_PATH | nothing | has no certificate in PEM that can be read.",
        "TEMPORAL_TLS_CLIENT_CERT_PATH | nothing | has no certificate in PEM that can be read.",
        "TEMPORAL_TLS_CLIENT_KEY_PATH | nothing | has no private key in PEM.",
        "TEMPORAL_TLS_CLIENT_KEY_PATH | -----BEGIN RSA PRIVATE KEY-----AAAA-----END RSA PRIVATE KEY----- | has a key that is encrypted or not PKCS #8: openssl pkcs8 -topk8 -nocrypt makes it so.",
        "TEMPORAL_TLS_CLIENT_KEY_PATH | -----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY----- | has a private key that is neither RSA nor EC.",
      })
  void aFileThatIsNotWhatItShouldBeIsNamed(String setting, String text, String complaint)
      throws IOException {
    give(AUTHORITY.identity("worker", "EC"));
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "TEMPORAL_TLS_CLIENT_CERT_PATH", folder.resolve("cert").toString(),
                "TEMPORAL_TLS_CLIENT_KEY_PATH", folder.resolve("key").toString()));
    Path wrong = file("wrong", text);
    environment.put(setting, wrong.toString());

    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> access(environment))
        .withMessage(
            setting + " (from the environment) names the file " + wrong + ", which " + complaint);
  }

  @Test
  void aKeyOfAnotherCertificateIsNamed() throws IOException {
    give(
        new Certificates.Identity(
            AUTHORITY.identity("one", "EC").certificate(), AUTHORITY.identity("two", "EC").key()));

    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(
            () ->
                access(
                    Map.of(
                        "TEMPORAL_TLS_CLIENT_CERT_PATH", folder.resolve("cert").toString(),
                        "TEMPORAL_TLS_CLIENT_KEY_PATH", folder.resolve("key").toString())))
        .withMessageStartingWith("TEMPORAL_TLS_CLIENT_CERT_PATH (from the environment)")
        .withMessageEndingWith("which has a certificate that does not belong to the key.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "TEMPORAL_API_KEY_FILE",
        "TEMPORAL_TLS_SERVER_CA_CERT_PATH",
      })
  void aFileThatIsNotThereIsNamed(String setting) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> access(Map.of(setting, "/no/such")))
        .withMessage(
            setting + " (from the environment) names the file /no/such, which does not exist.");
  }
}
