package dev.crashproof.measure;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes measured values for people, the same on every machine. */
public final class Quantity {
  private Quantity() {}

  /** A value and its unit with two decimals at most: {@code 1.55 s}, {@code 181.3 MiB}. */
  public static String text(double value, String unit) {
    int decimals = value >= 1000 ? 0 : value >= 100 ? 1 : 2;
    return number(value, decimals) + " " + unit;
  }

  /** A bound as its author wrote it, without needless zeros, and its unit: {@code 256 MiB}. */
  public static String bound(double bound, String unit) {
    return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString() + " " + unit;
  }

  /** A ratio with two decimals: {@code 1.07}. */
  public static String ratio(double ratio) {
    return number(ratio, 2);
  }

  private static String number(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }
}
