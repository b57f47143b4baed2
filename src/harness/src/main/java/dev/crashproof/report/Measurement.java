package dev.crashproof.report;

import dev.crashproof.measure.ControlReading;
import dev.crashproof.measure.Samples;
import java.util.Optional;

/**
 * One measure's raw facts.
 *
 * @param samples the values; their id is the measure's
 * @param how from what to what was measured, in words
 * @param control what the control read beside it, where one ran
 */
public record Measurement(Samples samples, String how, Optional<ControlReading> control) {

  /** The measure's id. */
  public String id() {
    return samples.id();
  }
}
