package dev.crashproof.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.WireOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A zombie with tasks in its hands, and what it says of them. */
class HearingTest {
  private static final String POLL = "PollActivityTaskQueue";
  private static final String CALL = "RespondActivityTaskCompleted";
  private static final String TOKEN = WireOp.TOKEN;

  private final Hearing hearing = new Hearing("zombie", 1);
  private final List<Op> before = new ArrayList<>();

  private static Op op(long index, OpKind kind, String name, String... details) {
    Map<String, String> all =
        new HashMap<>(Map.of(WireOp.WIRE, WireOp.TEMPORAL, WireOp.START, "1"));
    for (int i = 0; i < details.length; i += 2) {
      all.put(details[i], details[i + 1]);
    }
    return new Op(index, index, kind, "zombie", name, all);
  }

  private static Op answer(long index, OpKind kind, String name, long exchange, String... details) {
    Op op = op(index, kind, name, details);
    Map<String, String> all = new HashMap<>(op.details());
    all.put(WireOp.EXCHANGE, Long.toString(exchange));
    return new Op(index, index, kind, "zombie", name, all);
  }

  private void holds(long from, String token) {
    before.add(op(from, OpKind.INVOKE, POLL));
    before.add(answer(from + 1, OpKind.OK, POLL, from, TOKEN, token));
  }

  private void says(long index, String token) {
    hearing.accept(op(index, OpKind.INVOKE, CALL, TOKEN, token));
  }

  private void hears(long index, long exchange, String status) {
    hearing.accept(answer(index, OpKind.FAIL, CALL, exchange, WireOp.STATUS, status));
  }

  private void catchUp() {
    hearing.catchUp(new History(before));
  }

  @Test
  void whoeverHoldsNothingHasNothingToSay() {
    catchUp();
    assertThat(hearing.isOver()).isTrue();
  }

  @Test
  void everyTaskInItsHandsHasToBeAnswered() {
    holds(1, "a");
    holds(3, "b");
    catchUp();
    says(11, "a");
    hears(12, 11, "NOT_FOUND");
    assertThat(hearing.isOver()).isFalse();

    says(13, "b");
    assertThat(hearing.isOver()).isFalse();
    hears(14, 13, "NOT_FOUND");
    assertThat(hearing.isOver()).isTrue();
  }

  @Test
  void aCallThatWasGivenUpIsSentAgain() {
    holds(1, "a");
    catchUp();
    says(11, "a");
    hears(12, 11, "CANCELLED");
    assertThat(hearing.isOver()).isFalse();

    says(13, "a");
    hears(14, 13, "NOT_FOUND");
    assertThat(hearing.isOver()).isTrue();
  }

  @Test
  void whatIsToldWhileItCatchesUpCountsOnce() {
    holds(1, "a");
    says(11, "a");
    before.add(op(11, OpKind.INVOKE, CALL, TOKEN, "a"));
    hears(12, 11, "NOT_FOUND");
    catchUp();

    assertThat(hearing.isOver()).isTrue();
  }

  @Test
  void anEagerActivityIsInItsHandsToo() {
    before.add(op(1, OpKind.INVOKE, "RespondWorkflowTaskCompleted", TOKEN, "w"));
    before.add(
        answer(
            2,
            OpKind.OK,
            "RespondWorkflowTaskCompleted",
            1,
            WireOp.ACTIVITIES,
            "[{\"type\":\"charge\",\"id\":\"1\",\"attempt\":1,\"token\":\"e\"}]"));
    catchUp();

    assertThat(hearing.isOver()).isFalse();
    says(11, "e");
    hears(12, 11, "NOT_FOUND");
    assertThat(hearing.isOver()).isTrue();
  }
}
