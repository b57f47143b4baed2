package dev.crashproof.worker.observability;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.crashproof.worker.fixtures.Backend;
import dev.crashproof.worker.fixtures.Postgres;
import dev.crashproof.worker.roles.Role;
import dev.crashproof.worker.roles.Role.ActivityKind;
import dev.crashproof.worker.roles.Roles;
import dev.crashproof.worker.runtime.ExitCode;
import dev.crashproof.worker.runtime.WorkerProcess;
import dev.crashproof.worker.settings.Setting;
import dev.crashproof.worker.settings.WorkerSettings;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One line an event, with what one needs to find the task that it is of. */
class JsonLinesTest {
  private static final String NAME = "demo.of.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger log = context.getLogger(NAME);
  private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();

  @BeforeEach
  void listen() {
    log.setLevel(Level.INFO);
    log.setAdditive(false);
  }

  private void roles(Map<String, String> roles) {
    appender.setContext(context);
    appender.setEncoder(JsonLines.encoder(context, roles));
    appender.setOutputStream(out);
    appender.start();
    log.addAppender(appender);
  }

  @AfterEach
  void silence() {
    log.detachAppender(appender);
    appender.stop();
    MDC.clear();
  }

  private List<JsonNode> lines() {
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(text).endsWith("\n");
    return text.lines().map(JsonLinesTest::parse).toList();
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException("no JSON: " + line, e);
    }
  }

  @Test
  void aLineHasWhatEveryLineHas() {
    roles(Map.of("default", "general"));

    log.info("{} of {}", 1, "two\r\nthree \"quoted\" \u2028");

    JsonNode line = lines().get(0);
    assertThat(lines()).hasSize(1);
    assertThat(Instant.parse(line.path("timestamp").asText()))
        .isCloseTo(Instant.now(), org.assertj.core.api.Assertions.within(Duration.ofMinutes(1)));
    assertThat(line.path("timestamp").asText()).endsWith("Z");
    assertThat(line.path("level").asText()).isEqualTo("INFO");
    assertThat(line.path("logger").asText()).isEqualTo(NAME);
    assertThat(line.path("message").asText()).isEqualTo("1 of two\r\nthree \"quoted\" \u2028");
    assertThat(line.path("thread").asText()).isEqualTo(Thread.currentThread().getName());
    assertThat(line.path("role").asText()).isEqualTo("general");
    assertThat(line.has("stack_trace")).isFalse();
  }

  @Test
  void anExceptionWithItsCausesIsOnThatLineToo() {
    roles(Map.of());

    log.error("failed", new IllegalStateException("outer\nline", new IOException("inner")));

    JsonNode line = lines().get(0);
    assertThat(lines()).hasSize(1);
    assertThat(line.path("stack_trace").asText())
        .contains("IllegalStateException: outer\nline", "\tat ", "Caused by: java.io.IOException");
    assertThat(line.has("role")).isFalse();
  }

  @Test
  void ofSeveralRolesTheTasksQueueDecides() {
    roles(Map.of("default", "general", "verification", "verification"));

    log.info("of none");
    MDC.put("TaskQueue", "verification");
    log.info("of one");
    MDC.put("TaskQueue", "elsewhere");
    log.info("of an unknown one");

    assertThat(lines())
        .extracting(line -> line.path("role").asText("none"))
        .containsExactly("none", "verification", "none");
  }

  @Test
  void whatUsersCallTheirWorkflowsCanNotBreakALine() {
    roles(Map.of());
    MDC.put("WorkflowId", "a\nb\",\"level\":\"ERROR\"}\r\n{");

    log.info("said");

    assertThat(lines()).hasSize(1);
    assertThat(lines().get(0).path("WorkflowId").asText())
        .isEqualTo("a\nb\",\"level\":\"ERROR\"}\r\n{");
    assertThat(lines().get(0).path("level").asText()).isEqualTo("INFO");
  }

  /** Says something before and after an activity, which fails once. */
  @WorkflowInterface
  public interface Talking {
    /** Talks. */
    @WorkflowMethod(name = "Talking")
    String run();
  }

  /** What it does. */
  @ActivityInterface
  public interface Speech {
    /** Says something; fails at its first attempt. */
    @ActivityMethod(name = "say")
    String say();
  }

  /** The workflow. */
  public static final class TalkingImpl implements Talking {
    @Override
    public String run() {
      org.slf4j.Logger log = Workflow.getLogger(NAME);
      log.info("before");
      String said =
          Workflow.newActivityStub(
                  Speech.class,
                  ActivityOptions.newBuilder()
                      .setStartToCloseTimeout(Duration.ofSeconds(10))
                      .build())
              .say();
      log.info("after");
      return said;
    }
  }

  /** The activity. */
  public static final class SpeechImpl implements Speech {
    private boolean failed;

    @Override
    public String say() {
      LoggerFactory.getLogger(NAME).info("saying");
      if (!failed) {
        failed = true;
        throw new IllegalStateException("lost for words");
      }
      return "said";
    }
  }

  @Test
  void aLineOfATaskTellsOfItsTaskAndAReplaySaysNothingTwice() throws Exception {
    roles(Map.of("talk", "talker", "other", "listener"));
    int port = Backend.freePort();
    Role talker =
        new Role(
            "talker",
            "talk",
            Set.of(TalkingImpl.class),
            List.of(ActivityKind.of(SpeechImpl.class, means -> new SpeechImpl())),
            10);
    WorkerSettings settings =
        WorkerSettings.read(
            Map.of(
                Setting.ADDRESS,
                Backend.address(port),
                Setting.DATABASE_URL,
                Postgres.url(Postgres.newDatabase()),
                Setting.ROLES,
                "talker",
                // Each workflow task replays what was before.
                Setting.STICKY_TIMEOUT,
                "0s",
                Setting.RECOVERY_DIRECTORY,
                "off"),
            Map.of());
    String workflowId = "with a\nnew line";
    String runId;
    try (Backend backend = new Backend(port)) {
      WorkerProcess worker = new WorkerProcess(settings, Roles.of(talker));
      assertThat(worker.start()).isTrue();
      WorkflowStub workflow =
          backend.workflow(
              "Talking",
              WorkflowOptions.newBuilder().setTaskQueue("talk").setWorkflowId(workflowId).build());
      runId = workflow.start().getRunId();
      assertThat(workflow.getResult(20, TimeUnit.SECONDS, String.class)).isEqualTo("said");
      assertThat(worker.stop()).isEqualTo(ExitCode.DRAINED);
    }

    assertThat(lines())
        .extracting(line -> line.path("message").asText())
        .containsExactly("before", "saying", "saying", "after");
    assertThat(lines())
        .allSatisfy(
            line -> {
              assertThat(line.path("WorkflowId").asText()).isEqualTo(workflowId);
              assertThat(line.path("RunId").asText()).isEqualTo(runId);
              assertThat(line.path("WorkflowType").asText()).isEqualTo("Talking");
              assertThat(line.path("TaskQueue").asText()).isEqualTo("talk");
              assertThat(line.path("role").asText()).isEqualTo("talker");
            });
    assertThat(lines().subList(1, 3))
        .allSatisfy(
            line -> {
              assertThat(line.path("ActivityType").asText()).isEqualTo("say");
              assertThat(line.path("ActivityId").asText()).isNotBlank();
            })
        .extracting(line -> line.path("Attempt").asText())
        .containsExactly("1", "2");
  }
}
