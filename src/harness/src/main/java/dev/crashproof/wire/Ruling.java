package dev.crashproof.wire;

import java.time.Duration;

/** What becomes of a message. */
public sealed interface Ruling {

  /** It goes on. */
  static Ruling pass() {
    return Pass.PASS;
  }

  /** It is held until the passage is released or dropped. */
  static Ruling hold() {
    return Hold.HOLD;
  }

  /** The request goes on, and its answer will be held. For an answer: as {@link #hold}. */
  static Ruling passHoldingReply() {
    return PassHoldingReply.PASS_HOLDING_REPLY;
  }

  /** It never goes on, and the worker hears nothing. */
  static Ruling drop() {
    return Drop.DROP;
  }

  /** The request goes on, and its answer is dropped. For an answer: as {@link #drop}. */
  static Ruling dropReply() {
    return DropReply.DROP_REPLY;
  }

  /** It goes on after a while. */
  static Ruling delay(Duration by) {
    return new Delay(by);
  }

  /**
   * The worker gets an error in place of what it waits for; a request does not go on.
   *
   * @param status what the wire understands: a gRPC status's name, a SQLSTATE, an HTTP status's
   *     number
   * @param message what the error says
   */
  static Ruling fail(String status, String message) {
    return new Fail(status, message);
  }

  /** See {@link #pass}. */
  enum Pass implements Ruling {
    /** The one value. */
    PASS
  }

  /** See {@link #hold}. */
  enum Hold implements Ruling {
    /** The one value. */
    HOLD
  }

  /** See {@link #passHoldingReply}. */
  enum PassHoldingReply implements Ruling {
    /** The one value. */
    PASS_HOLDING_REPLY
  }

  /** See {@link #drop}. */
  enum Drop implements Ruling {
    /** The one value. */
    DROP
  }

  /** See {@link #dropReply}. */
  enum DropReply implements Ruling {
    /** The one value. */
    DROP_REPLY
  }

  /**
   * See {@link Ruling#delay}.
   *
   * @param by how long
   */
  record Delay(Duration by) implements Ruling {}

  /**
   * See {@link Ruling#fail}.
   *
   * @param status what the wire understands
   * @param message what the error says
   */
  record Fail(String status, String message) implements Ruling {}
}
