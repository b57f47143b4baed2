package dev.crashproof.environment.servers;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Throwaway passwords and the random ends of names: hexadecimal, so that nothing needs quoting. */
public final class Passwords {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Passwords() {}

  /** A password of 32 digits. */
  public static String random() {
    return digits(32);
  }

  /**
   * Random hexadecimal digits, for names that must not collide.
   *
   * @param count how many, an even number
   */
  public static String digits(int count) {
    byte[] bytes = new byte[count / 2];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
