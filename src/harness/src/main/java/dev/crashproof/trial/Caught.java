package dev.crashproof.trial;

import dev.crashproof.nemesis.Ongoing.HeldMessage;
import dev.crashproof.wire.Passage;
import java.util.Optional;

/**
 * What stands still while a fault strikes.
 *
 * @param passage the message's exchange
 * @param side which half of it is held
 */
record Caught(Optional<Passage> passage, Side side) {

  /** Which half of an exchange is held. */
  enum Side {
    REQUEST,
    REPLY,
    NEITHER
  }

  /** A moment at which nothing is held. */
  static Caught nothing() {
    return new Caught(Optional.empty(), Side.NEITHER);
  }

  /** Lets go what is held, as the fault has it. */
  void letGo(HeldMessage fate) {
    passage.ifPresent(held -> letGo(held, fate));
  }

  private void letGo(Passage held, HeldMessage fate) {
    switch (side) {
      case REQUEST -> {
        switch (fate) {
          case GOES_ON -> held.release();
          case DROPPED -> held.drop();
          case UNANSWERED -> {
            held.releaseHoldingReply();
            var unused = held.answered().thenRun(held::drop);
          }
        }
      }
      case REPLY -> {
        if (fate == HeldMessage.GOES_ON) {
          held.release();
        } else {
          held.drop();
        }
      }
      case NEITHER -> {}
    }
  }
}
