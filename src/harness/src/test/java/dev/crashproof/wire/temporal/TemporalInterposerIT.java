package dev.crashproof.wire.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.crashproof.environment.Settings;
import dev.crashproof.environment.StartedEnvironment;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.Recorder;
import dev.crashproof.history.wire.CommandFact;
import dev.crashproof.history.wire.Step;
import dev.crashproof.history.wire.WireExchange;
import dev.crashproof.history.wire.WireExchanges;
import dev.crashproof.history.wire.WireOp;
import dev.crashproof.nemesis.Network;
import dev.crashproof.wire.Bind;
import dev.crashproof.wire.Passage;
import dev.crashproof.wire.Ruling;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Java SDK's worker against a server, with the interposer between them. */
class TemporalInterposerIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final StartedEnvironment STARTED =
      new StartedEnvironment(
          () -> Settings.fromSystem().withTimerMaxTimeShift(Duration.ofMillis(10)));

  private final Recorder recorder = new Recorder();
  private final List<InProcessWorker> workers = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private String namespace;

  @SuppressWarnings("NullAway.Init")
  private WorkflowServiceStubs service;

  @SuppressWarnings("NullAway.Init")
  private WorkflowClient client;

  @SuppressWarnings("NullAway.Init")
  private TemporalInterposer interposer;

  @BeforeAll
  static void startServer() {
    STARTED.start();
  }

  @AfterAll
  static void stopServer() {
    STARTED.stop();
  }

  @BeforeEach
  void start() {
    String address = STARTED.environment().temporalAddress();
    namespace = STARTED.environment().newNamespace("interposer");
    service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    client =
        WorkflowClient.newInstance(
            service, WorkflowClientOptions.newBuilder().setNamespace(namespace).build());
    interposer = TemporalInterposer.start("worker", Bind.loopback(), address, recorder);
  }

  @AfterEach
  void stop() {
    workers.forEach(InProcessWorker::close);
    interposer.close();
    service.shutdownNow();
  }

  @Test
  void everyMessageOfAWorkflowIsAnOp() throws Exception {
    startWorker(1);
    assertThat(start("Errand").getResult(60, TimeUnit.SECONDS, String.class))
        .isEqualTo("delivered");
    awaitQuiet();

    assertThat(story())
        .containsExactly(
            "workflow task [WorkflowExecutionStarted]",
            "RespondWorkflowTaskCompleted [ScheduleActivityTask fetch]",
            "activity fetch 1",
            "RespondActivityTaskCompleted fetch 1",
            "workflow task [ActivityTaskCompleted fetch]",
            "RespondWorkflowTaskCompleted [ScheduleActivityTask carry]",
            "activity carry 1",
            "RespondActivityTaskCompleted carry 1",
            "workflow task [ActivityTaskCompleted carry]",
            "RespondWorkflowTaskCompleted [ScheduleActivityTask deliver]",
            "activity deliver 1",
            "RespondActivityTaskCompleted deliver 1",
            "workflow task [ActivityTaskCompleted deliver]",
            "RespondWorkflowTaskCompleted [CompleteWorkflowExecution]");
    assertThat(interposer.openTasks(1)).isEmpty();
    assertThat(exchanges().get(0).call()).isEqualTo("GetSystemInfo");
    assertThat(recorder.history().ops()).allMatch(op -> WireOp.on(WireOp.TEMPORAL, op));
  }

  @Test
  void timersSignalsUpdatesQueriesChildrenAndLocalActivitiesAreNamed() throws Exception {
    startWorker(1);
    WorkflowStub fair = start("Fair");
    await().atMost(BOUND).until(() -> story().stream().anyMatch(s -> s.contains("RecordMarker")));
    assertThat(fair.query("state", String.class)).isEqualTo("open");
    fair.signal("decide", "yes");
    await()
        .atMost(BOUND)
        .until(
            () ->
                story().contains("workflow task [ChildWorkflowExecutionCompleted Stall]")
                    || story().stream()
                        .anyMatch(s -> s.contains("ChildWorkflowExecutionCompleted Stall")));
    assertThat(fair.update("approve", String.class, "me")).isEqualTo("noted");
    assertThat(fair.getResult(60, TimeUnit.SECONDS, String.class)).isEqualTo("yes by me");
    awaitQuiet();

    String all = String.join("\n", story());
    assertThat(all)
        .contains("RespondWorkflowTaskCompleted [StartTimer]")
        .contains("workflow task [TimerFired]")
        .contains("RecordMarker LocalActivity fetch")
        .contains("RespondQueryTaskCompleted state")
        .contains("workflow task [WorkflowExecutionSignaled decide]")
        .contains("StartChildWorkflowExecution Stall")
        .contains("ChildWorkflowExecutionCompleted Stall")
        .contains("UpdateRequested approve")
        .contains("AcceptUpdate approve")
        .contains("CompleteUpdate approve")
        .contains("CompleteWorkflowExecution");
  }

  @Test
  void noTaskIsHandedToWithdrawnPolls() throws Exception {
    startWorker(1);
    assertThat(start("Errand").getResult(60, TimeUnit.SECONDS, String.class))
        .isEqualTo("delivered");
    for (int round = 0; round < 20; round++) {
      assertThat(interposer.withdrawPolls(1, BOUND)).isEmpty();
      WorkflowStub errand = start("Errand");
      await().until(() -> eventTypes(errand).contains("EVENT_TYPE_WORKFLOW_TASK_SCHEDULED"));
      assertThat(eventTypes(errand)).doesNotContain("EVENT_TYPE_WORKFLOW_TASK_STARTED");
      interposer.releasePolls();

      assertThat(errand.getResult(60, TimeUnit.SECONDS, String.class)).isEqualTo("delivered");
      assertThat(eventTypes(errand)).noneMatch(type -> type.contains("TIMED_OUT"));
    }
  }

  @Test
  void aWorkerWhoseConnectionsBrokeInACutFinishesItsWork() throws Exception {
    Network network = new Network("worker", 1);
    interposer.intercept(network);
    startWorker(1);
    await()
        .atMost(BOUND)
        .until(
            () ->
                exchanges().stream()
                    .filter(exchange -> exchange.call().equals("PollWorkflowTaskQueue"))
                    .anyMatch(exchange -> exchange.step(Step.FORWARDED).isPresent()));
    network.cut();
    WorkflowStub errand = start("Errand");
    await()
        .atMost(BOUND)
        .until(
            () ->
                exchanges().stream()
                    .anyMatch(exchange -> exchange.step(Step.REPLY_HELD).isPresent()));
    network.healBroken(List.of(interposer));

    assertThat(errand.getResult(60, TimeUnit.SECONDS, String.class)).isEqualTo("delivered");
    assertThat(network.struck().dropped()).isPositive();
    assertThat(exchanges())
        .anyMatch(exchange -> exchange.step(Step.REPLY_DROPPED).isPresent())
        .extracting(exchange -> exchange.arrived().details().get(WireOp.CONNECTION))
        .contains("1", "2");
  }

  @Test
  void aSuccessorIsHandedTheTasksOfTheStickyQueueItInherited() throws Exception {
    startWorker(1);
    WorkflowStub fair = start("Fair");
    await().atMost(BOUND).until(() -> story().stream().anyMatch(s -> s.contains("RecordMarker")));
    awaitQuiet();
    interposer.withdrawPolls(1, BOUND);
    workers.get(0).die();
    await().until(() -> !interposer.connected(1));

    interposer.holdPolls();
    startWorker(2);
    await()
        .atMost(BOUND)
        .until(() -> interposer.polling(2) && interposer.stickyQueue(2).isPresent());
    String inherited = interposer.stickyQueue(1).orElseThrow();
    interposer.inheritStickyQueue(2, inherited);
    interposer.releasePolls();
    fair.signal("decide", "yes");
    await()
        .atMost(BOUND)
        .until(() -> story().stream().anyMatch(s -> s.contains("Signaled decide")));

    WireExchange poll =
        exchanges().stream()
            .filter(e -> e.start() == 2 && describe(e).contains("Signaled decide"))
            .findFirst()
            .orElseThrow();
    assertThat(poll.arrived().detail(WireOp.STICKY)).contains("true");
    assertThat(poll.steps().stream().flatMap(step -> step.detail(WireOp.QUEUE).stream()))
        .containsExactly(inherited);
    fair.update("approve", String.class, "me");
    assertThat(fair.getResult(60, TimeUnit.SECONDS, String.class)).isEqualTo("yes by me");
  }

  @Test
  void aDeadWorkersTasksComeBackWhenFailed() throws Exception {
    CompletableFuture<Passage> carried = new CompletableFuture<>();
    interposer.intercept(
        passage -> {
          boolean hold =
              passage.arrived().name().equals("RespondActivityTaskCompleted")
                  && passage.arrived().details().containsValue("carry")
                  && !carried.isDone();
          if (hold) {
            carried.complete(passage);
          }
          return hold ? Ruling.hold() : Ruling.pass();
        });
    startWorker(1);
    WorkflowStub errand = start("Errand");
    Passage held = carried.get(60, TimeUnit.SECONDS);
    interposer.withdrawPolls(1, BOUND);
    workers.get(0).die();
    await().until(() -> !interposer.connected(1));
    held.drop();
    startWorker(2);
    interposer.releasePolls();

    assertThat(interposer.openTasks(1))
        .singleElement()
        .satisfies(task -> assertThat(task.activityType()).isEqualTo("carry"))
        .satisfies(task -> assertThat(interposer.fail(task)).isEqualTo(new Reaping("OK")));
    assertThat(interposer.openTasks(1)).isEmpty();
    assertThat(errand.getResult(60, TimeUnit.SECONDS, String.class)).isEqualTo("delivered");
    awaitQuiet();
    assertThat(story()).contains("activity carry 2", "RespondActivityTaskCompleted carry 2");
  }

  @Test
  void whatADeadWorkerSentTakesEffect() throws Exception {
    CompletableFuture<Passage> delivered = new CompletableFuture<>();
    interposer.intercept(
        passage -> {
          boolean hold =
              passage.arrived().name().equals("RespondActivityTaskCompleted")
                  && passage.arrived().details().containsValue("deliver");
          if (hold) {
            delivered.complete(passage);
          }
          return hold ? Ruling.hold() : Ruling.pass();
        });
    startWorker(1);
    WorkflowStub errand = start("Errand");
    Passage held = delivered.get(60, TimeUnit.SECONDS);
    interposer.withdrawPolls(1, BOUND);
    workers.get(0).die();
    await().until(() -> !interposer.connected(1));
    held.release();

    assertThat(held.answered().get(60, TimeUnit.SECONDS).kind()).isEqualTo(OpKind.OK);
    startWorker(2);
    interposer.releasePolls();
    assertThat(errand.getResult(60, TimeUnit.SECONDS, String.class)).isEqualTo("delivered");
    assertThat(story()).doesNotContain("activity deliver 2");
  }

  private void startWorker(int start) {
    interposer.tenant(start);
    workers.add(
        new InProcessWorker(interposer.address(), namespace, TemporalInterposerIT::register));
  }

  private static void register(Worker worker) {
    worker.registerWorkflowImplementationTypes(
        Errands.ErrandImpl.class, Errands.FairImpl.class, Errands.StallImpl.class);
    worker.registerActivitiesImplementations(new Errands.StepsImpl());
  }

  private WorkflowStub start(String type) {
    WorkflowStub stub =
        client.newUntypedWorkflowStub(
            type, WorkflowOptions.newBuilder().setTaskQueue(InProcessWorker.QUEUE).build());
    stub.start();
    return stub;
  }

  private List<String> eventTypes(WorkflowStub workflow) {
    WorkflowExecutionHistory history = client.fetchHistory(workflow.getExecution().getWorkflowId());
    return history.getEvents().stream().map(event -> event.getEventType().name()).toList();
  }

  /** Waits until whatever was sent has been answered, polls and what was dropped apart. */
  private void awaitQuiet() {
    await()
        .atMost(BOUND)
        .until(
            () ->
                exchanges().stream()
                    .filter(e -> !e.call().startsWith("Poll"))
                    .filter(e -> e.step(Step.DROPPED).isEmpty())
                    .allMatch(e -> e.answer().isPresent()));
  }

  private List<WireExchange> exchanges() {
    return WireExchanges.of(recorder.history());
  }

  /** The messages that concern a workflow, in the order in which they came to the interposer. */
  private List<String> story() {
    record Told(long at, String what) {}
    return exchanges().stream()
        .filter(e -> e.detail(WireOp.WORKFLOW_ID).isPresent())
        .map(
            e ->
                new Told(
                    e.call().startsWith("Poll") ? e.answer().map(Op::index).orElse(0L) : e.id(),
                    describe(e)))
        .sorted(java.util.Comparator.comparing(Told::at))
        .map(Told::what)
        .toList();
  }

  private static String describe(WireExchange e) {
    Optional<Op> answer = e.answer().filter(op -> op.kind() == OpKind.OK);
    String subject =
        Stream.of(WireOp.ACTIVITY_TYPE, WireOp.ATTEMPT)
            .flatMap(detail -> e.detail(detail).stream())
            .collect(Collectors.joining(" "));
    return switch (e.call()) {
      case "PollWorkflowTaskQueue" ->
          "workflow task "
              + answer
                  .flatMap(op -> op.detail(WireOp.CAUSES))
                  .map(TemporalInterposerIT::facts)
                  .orElse("[]");
      case "PollActivityTaskQueue" -> "activity " + subject;
      case "RespondWorkflowTaskCompleted" ->
          e.call() + " " + facts(e.detail(WireOp.COMMANDS).orElseThrow());
      case "RespondQueryTaskCompleted" -> e.call() + " " + e.detail(WireOp.QUERY).orElse("?");
      default -> e.call() + " " + subject;
    };
  }

  private static String facts(String json) {
    try {
      return Stream.of(JSON.readValue(json, CommandFact[].class))
          .map(fact -> (fact.type() + " " + fact.name()).strip())
          .collect(Collectors.joining(", ", "[", "]"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
