package dev.crashproof.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.nemesis.Ongoing.HeldMessage;
import dev.crashproof.wire.FakePassage;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CaughtTest {
  private final Op call = new Op(0, 0, OpKind.INVOKE, "worker", "Call", Map.of());

  @Test
  void aRequestGoesOnOrNot() {
    assertThat(told(Caught.Side.REQUEST, HeldMessage.GOES_ON)).isEqualTo("[release Call]");
    assertThat(told(Caught.Side.REQUEST, HeldMessage.DROPPED)).isEqualTo("[drop Call]");
  }

  @Test
  void aRequestWhoseAnswerIsLostIsForwardedAndItsAnswerDropped() {
    FakePassage answered =
        new FakePassage(call, Optional.of(new Op(1, 1, OpKind.OK, "worker", "Call", Map.of())));
    new Caught(Optional.of(answered), Caught.Side.REQUEST).letGo(HeldMessage.UNANSWERED);
    assertThat(answered.told()).containsExactly("release holding reply Call", "drop Call");
  }

  @Test
  void anAnswerReachesOnlyWhoLivesToHearIt() {
    assertThat(told(Caught.Side.REPLY, HeldMessage.GOES_ON)).isEqualTo("[release Call]");
    assertThat(told(Caught.Side.REPLY, HeldMessage.DROPPED)).isEqualTo("[drop Call]");
    assertThat(told(Caught.Side.REPLY, HeldMessage.UNANSWERED)).isEqualTo("[drop Call]");
  }

  private String told(Caught.Side side, HeldMessage fate) {
    FakePassage passage = new FakePassage(call);
    new Caught(Optional.of(passage), side).letGo(fate);
    return passage.told().toString();
  }
}
