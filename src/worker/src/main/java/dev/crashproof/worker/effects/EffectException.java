package dev.crashproof.worker.effects;

import java.sql.SQLException;

/** An effect was not recorded, or it is not known whether it was. */
public final class EffectException extends RuntimeException {
  private final boolean lasting;

  EffectException(Effect effect, SQLException cause) {
    super("effect " + effect.key() + " is not known to be recorded: " + cause.getMessage(), cause);
    // 22: the data itself is refused (a NUL in a text, say). No other attempt would fare better.
    String state = cause.getSQLState();
    this.lasting = state != null && state.startsWith("22");
  }

  /** Whether another attempt with the same content would fail as well. */
  public boolean lasting() {
    return lasting;
  }
}
