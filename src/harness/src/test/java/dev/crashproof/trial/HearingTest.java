package dev.crashproof.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.wire.WireOp;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class HearingTest {
  private static final String CALL = "RespondActivityTaskCompleted";

  private final Hearing hearing = new Hearing("zombie", 10);

  private void request(long index, String worker) {
    hearing.accept(
        new Op(index, 0, OpKind.INVOKE, worker, CALL, Map.of(WireOp.WIRE, WireOp.TEMPORAL)));
  }

  private void answer(long index, long exchange, String worker, String status) {
    hearing.accept(
        new Op(
            index,
            0,
            OpKind.FAIL,
            worker,
            CALL,
            Map.of(
                WireOp.WIRE,
                WireOp.TEMPORAL,
                WireOp.EXCHANGE,
                Long.toString(exchange),
                WireOp.STATUS,
                status)));
  }

  private boolean over() throws Exception {
    CompletableFuture<Void> over = CompletableFuture.runAsync(hearing::await);
    try {
      over.get(300, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  @Test
  void anAnswerToWhatTheWokenWorkerSaidEndsIt() throws Exception {
    request(11, "zombie");
    answer(12, 11, "zombie", "NOT_FOUND");

    assertThat(over()).isTrue();
  }

  @Test
  void whatWasSaidBeforeOrByAnotherDoesNot() throws Exception {
    request(9, "zombie");
    answer(12, 9, "zombie", "NOT_FOUND");
    request(13, "other");
    answer(14, 13, "other", "NOT_FOUND");

    assertThat(over()).isFalse();
  }

  @Test
  void aCallThatWasGivenUpIsSentAgain() throws Exception {
    request(11, "zombie");
    answer(12, 11, "zombie", "CANCELLED");
    assertThat(over()).isFalse();

    request(13, "zombie");
    answer(14, 13, "zombie", "NOT_FOUND");
    assertThat(over()).isTrue();
  }

  @Test
  void allOfItHasToBeAnswered() throws Exception {
    request(11, "zombie");
    request(12, "zombie");
    answer(13, 11, "zombie", "NOT_FOUND");
    assertThat(over()).isFalse();

    answer(14, 12, "zombie", "NOT_FOUND");
    assertThat(over()).isTrue();
  }
}
