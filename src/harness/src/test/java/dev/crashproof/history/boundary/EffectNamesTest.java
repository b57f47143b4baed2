package dev.crashproof.history.boundary;

import static dev.crashproof.history.boundary.WireLog.schedule;
import static dev.crashproof.history.boundary.WireLog.started;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EffectNamesTest {
  private static final String A = "0b0c7f54-2f0e-4be5-8d41-3e3c1a1c1001";
  private static final String B = "0b0c7f54-2f0e-4be5-8d41-3e3c1a1c1002";

  private final WireLog log = new WireLog();
  private final WireLog.Run run = log.workflow("wf");
  private WireLog.WorkflowTask task = run.task(started());

  @BeforeEach
  void begin() {
    task.complete();
    task = run.task();
  }

  private List<Message> after(Runnable what) {
    int before = log.messages("wf").size();
    what.run();
    List<Message> messages = log.messages("wf");
    return messages.subList(before, messages.size());
  }

  private List<String> names(Runnable what) {
    return after(what).stream().map(it -> it.name().toString()).toList();
  }

  @Test
  void theOnlyActivityAtWorkIsTheOneThatIsServed() {
    task.complete(schedule("load", A));
    WireLog.Activity load = run.activity("load", A);

    assertThat(
            names(
                () -> {
                  log.sql("SELECT", "select total from orders").ok("idle");
                  log.sql("insert", "insert into effects values (17)").ok("idle");
                  log.sql("insert", "insert into effects values (18)").ok("idle");
                  log.http("POST /charge?key=1").ok();
                  load.complete();
                }))
        .containsExactly(
            "database load#1 select #1",
            "database load#1 insert #1",
            "database load#1 insert #2",
            "http load#1 POST /charge #1",
            "RespondActivityTaskCompleted load#1");
  }

  @Test
  void aLaterAttemptCountsItsRequestsAfresh() {
    task.complete(schedule("load", A));
    run.activity("load", A);
    log.sql("insert", "").ok("idle");
    log.replaced();
    run.activity("load", A, 2);

    assertThat(names(() -> log.sql("insert", "").ok("idle")))
        .containsExactly("database load#1 insert #1 attempt 2");
  }

  @Test
  void ofSeveralTheIdInTheTextTells() {
    task.complete(schedule("load", A), schedule("load", B));
    run.activity("load", A);
    run.activity("load", B);

    assertThat(
            names(
                () -> {
                  log.sql(1, "insert", "values ('wf/run/" + B + "#step-1')").ok("idle");
                  log.sql(2, "insert", "values ('" + A + "')").ok("idle");
                  log.http("PUT /loads/" + B).ok();
                }))
        .containsExactly(
            "database load#2 insert #1",
            "database load#1 insert #1",
            "http load#2 PUT /loads/{id} #1");
  }

  @Test
  void aShortIdCountsOnlyBesideItsWorkflows() {
    task.complete(schedule("load", "1"), schedule("store", "2"));
    run.activity("load", "1");
    run.activity("store", "2");

    assertThat(
            names(
                () -> {
                  log.sql(1, "insert", "insert into x values ($1, $2); 1, 2").ok("idle");
                  log.sql(2, "insert", "('wf', 'run', '2', 'store', 'done')").ok("idle");
                  // The attempt is a 1 too; the type tells.
                  log.sql(3, "insert", "('wf', 'run', '2', 'store', 1)").ok("idle");
                  log.sql(4, "insert", "('wf', 'run', '1', 'load', 2)").ok("idle");
                  log.sql(5, "insert", "('wf/run/1')").ok("idle");
                  log.sql(6, "insert", "('wf-2', '1')").ok("idle");
                }))
        .containsExactly(
            "database ? insert",
            "database store#1 insert #1",
            "database store#1 insert #2",
            "database load#1 insert #1",
            "database load#1 insert #2",
            "database ? insert (2)");
  }

  @Test
  void theWorkflowsIdAloneTellsWhereOneOfItsActivitiesIsAtWork() {
    WireLog.Run other = log.workflow("other-workflow");
    other.task(started()).complete(schedule("load", "1"));
    other.activity("load", "1");
    task.complete(schedule("load", "1"));
    run.activity("load", "1");

    assertThat(
            names(
                () -> {
                  log.sql(1, "insert", "values ('other-workflow', 5)").ok("idle");
                  log.sql(2, "insert", "values ('wf', 6)").ok("idle");
                }))
        .containsExactly("database load#1 insert #1");
  }

  @Test
  void ofTwoWorkflowIdsInOneTextTheLongerExplainsMore() {
    WireLog.Run child = log.workflow("wf/child");
    child.task(started()).complete(schedule("load", "1"));
    child.activity("load", "1");
    task.complete(schedule("load", "1"));
    run.activity("load", "1");

    assertThat(names(() -> log.sql("insert", "values ('wf/child', 'load', '1')").ok("idle")))
        .isEmpty();
  }

  @Test
  void aTransactionServesOneActivityFromItsFirstSignToItsEnd() {
    task.complete(schedule("load", A), schedule("store", B));
    run.activity("load", A);
    run.activity("store", B);

    assertThat(
            names(
                () -> {
                  log.sql(1, "begin", "begin").ok("open");
                  log.sql(1, "insert", "values ('" + B + "')").ok("open");
                  log.sql(2, "insert", "values ('" + A + "')").ok("open");
                  log.sql(1, "update", "update totals set n = n + 1").ok("open");
                  log.sql(2, "commit", "commit").ok("idle");
                  log.sql(1, "commit", "commit").ok("idle");
                  log.sql(1, "insert", "values (17)").ok("idle");
                }))
        .containsExactly(
            "database ? begin",
            "database store#1 insert #1",
            "database load#1 insert #1",
            "database store#1 update #1",
            "database load#1 commit #1",
            "database store#1 commit #1",
            "database ? insert");
  }

  @Test
  void statementsSentWithoutWaitingForAnswersAreOneTransactionToo() {
    task.complete(schedule("load", A), schedule("store", B));
    run.activity("load", A);
    run.activity("store", B);

    assertThat(
            names(
                () -> {
                  WireLog.Exchange insert = log.sql(1, "insert", "values ('" + B + "')");
                  WireLog.Exchange commit = log.sql(1, "commit", "");
                  insert.ok("open");
                  commit.ok("idle");
                }))
        .containsExactly("database store#1 insert #1", "database store#1 commit #1");
  }

  @Test
  void aPoolsOwnTalkIsHousekeepingWhoeverIsAtWork() {
    task.complete(schedule("load", A));
    run.activity("load", A);

    List<Message> messages =
        after(
            () -> {
              log.sql("connect", "").ok("idle");
              log.sql("select", "SELECT 1").ok("idle");
              log.sql("empty", "").ok("idle");
              log.sql("set", "SET extra_float_digits = 3").ok("idle");
            });

    assertThat(messages)
        .extracting(Message::kind)
        .containsOnly(MessageKind.HOUSEKEEPING)
        .hasSize(4);
    assertThat(messages.get(0).name()).hasToString("database ? connect");
  }

  @Test
  void withNothingAtWorkAReadIsHousekeepingAndAWriteIsUnclaimed() {
    task.complete();

    List<Message> messages =
        after(
            () -> {
              log.sql("select", "select count(*) from jobs").ok("idle");
              log.sql("delete", "delete from sessions where expired").ok("idle");
            });

    assertThat(messages)
        .extracting(Message::kind)
        .containsExactly(MessageKind.HOUSEKEEPING, MessageKind.UNCLAIMED);
    assertThat(messages).noneMatch(Message::matters);
  }

  @Test
  void aStatementAfterItsActivityHasEndedIsStillItsOwnWhereItSaysSo() {
    task.complete(schedule("load", A));
    run.activity("load", A).complete();

    assertThat(names(() -> log.sql("insert", "('" + A + "')").ok("idle")))
        .containsExactly("database load#1 insert #1");
  }

  @Test
  void aSelectThatMayDoMoreIsNoMereRead() {
    assertThat(Sql.read("select", "select * from orders")).isTrue();
    assertThat(Sql.read("begin", "BEGIN")).isTrue();
    assertThat(Sql.read("select", "select * from orders for update")).isFalse();
    assertThat(Sql.read("select", "select nextval('ids')")).isFalse();
    assertThat(Sql.read("select", "select 1; insert into orders values (1)")).isFalse();
    assertThat(Sql.read("select", "select pg_advisory_xact_lock(1)")).isFalse();
    assertThat(Sql.read("with", "with e as (insert …) select")).isFalse();
    assertThat(Sql.read("commit", "COMMIT")).isFalse();
    assertThat(Sql.read("copy", "")).isFalse();
    assertThat(Sql.read("begin+select+commit", "")).isTrue();
    assertThat(Sql.read("begin+insert", "")).isFalse();
    assertThat(Sql.read("select+commit", "")).isFalse();
    assertThat(Sql.session("set+select", "")).isFalse();
    assertThat(Sql.session("set+set", "")).isTrue();
    assertThat(Sql.session("select", "select 10")).isFalse();
    assertThat(Sql.session("select", "")).isFalse();
  }

  @Test
  void aWorkerThatComesUpSaysNothingAboutTheWorkflow() {
    task.complete(schedule("load", A));
    run.activity("load", A);
    log.replaced();

    assertThat(
            names(
                () -> {
                  log.sql("connect", "").ok("idle");
                  log.sql("insert", "insert into schema_history values (1)").ok("idle");
                  run.activity("load", A, 2);
                  log.sql("insert", "x").ok("idle");
                }))
        .containsExactly("activity load#1 attempt 2", "database load#1 insert #1 attempt 2");
  }

  @Test
  void namesAStartUpUntilTheFirstTask() {
    log.replaced();
    log.rpc("GetSystemInfo").ok();
    log.sql("connect", "").ok("idle");
    log.sql("select", "select 1").ok("idle");
    log.sql("insert", "insert into schema_history values (1)").ok("idle");
    log.sql("insert", "insert into schema_history values (2)").ok("idle");
    log.http("GET /config").ok();
    log.rpc("DescribeNamespace").fail("UNAVAILABLE");
    log.rpc("DescribeNamespace").ok();
    log.rpc("PollWorkflowTaskQueue");
    log.rpc("PollWorkflowTaskQueue");
    log.rpc("PollActivityTaskQueue");
    run.task(2);
    log.rpc("GetSystemInfo").ok();

    assertThat(log.startUp(2))
        .containsExactly(
            "start-up GetSystemInfo",
            "start-up database connect #1",
            "start-up database select #1",
            "start-up database insert #1",
            "start-up database insert #2",
            "start-up http GET /config #1",
            "start-up DescribeNamespace",
            "start-up DescribeNamespace (2)",
            "start-up PollWorkflowTaskQueue",
            "start-up PollActivityTaskQueue");
    assertThat(log.startUp(1)).containsExactly("start-up PollWorkflowTaskQueue");
  }
}
