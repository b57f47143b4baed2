package dev.crashproof.environment;

/**
 * Whether a backend can be had.
 *
 * @param available whether it can
 * @param reason why or why not, as a clause: {@code Docker engine 27.3 answers}
 * @param remedy what to do where it can't, as a sentence; empty where it can
 */
public record Availability(boolean available, String reason, String remedy) {

  /** It can be had, because. */
  public static Availability yes(String reason) {
    return new Availability(true, reason, "");
  }

  /** It can't be had, because; and what to do about it. */
  public static Availability no(String reason, String remedy) {
    return new Availability(false, reason, remedy);
  }
}
