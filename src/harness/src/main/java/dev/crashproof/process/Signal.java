package dev.crashproof.process;

import com.sun.jna.Platform;

/** The signals that the harness sends, by the platform's number. */
enum Signal {
  KILL(9, 9),
  TERM(15, 15),
  STOP(19, 17),
  CONT(18, 19);

  private final int linux;
  private final int bsd;

  Signal(int linux, int bsd) {
    this.linux = linux;
    this.bsd = bsd;
  }

  int number() {
    return Platform.isLinux() ? linux : bsd;
  }
}
