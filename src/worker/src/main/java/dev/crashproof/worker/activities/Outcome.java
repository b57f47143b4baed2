package dev.crashproof.worker.activities;

/** What a status of HTTP means for the activity that got it. */
enum Outcome {
  /** It was done. */
  DONE,
  /** It may pass: another attempt may fare better. */
  PASSING,
  /** Another attempt would get the same. */
  LASTING;

  static Outcome of(int status) {
    if (status >= 200 && status < 300) {
      return DONE;
    }
    return status == 408 || status == 425 || status == 429 || (status >= 500 && status < 600)
        ? PASSING
        : LASTING;
  }
}
