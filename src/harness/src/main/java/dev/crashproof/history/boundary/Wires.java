package dev.crashproof.history.boundary;

import dev.crashproof.history.Op;
import dev.crashproof.history.wire.WireOp;

/** Reads a wire op's details. */
final class Wires {
  private Wires() {}

  static int start(Op op) {
    return number(op, WireOp.START, 0);
  }

  static int attempt(Op op) {
    return Math.max(1, number(op, WireOp.ATTEMPT, 1));
  }

  static String text(Op op, String detail) {
    return op.detail(detail).orElse("");
  }

  static boolean flag(Op op, String detail) {
    return Boolean.parseBoolean(text(op, detail));
  }

  /** One start of one worker. */
  static String tenant(Op op) {
    return op.process() + " " + start(op);
  }

  /** One connection of it. */
  static String connection(Op op) {
    return String.join(" ", text(op, WireOp.WIRE), tenant(op), text(op, WireOp.CONNECTION));
  }

  static boolean sameToken(Op one, Op other) {
    String token = text(one, WireOp.TOKEN);
    return !token.isEmpty() && token.equals(text(other, WireOp.TOKEN));
  }

  static int number(Op op, String detail, int otherwise) {
    return op.detail(detail).filter(it -> !it.isBlank()).map(Integer::parseInt).orElse(otherwise);
  }
}
