package dev.crashproof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crashproof.measure.Quantity;
import dev.crashproof.measure.Summary;
import dev.crashproof.report.AlternativeRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The ADR's alternatives under the same mixed load: one monolith, three specialised workers, and a
 * pool of three that do everything. Short activities are timed while verifications burn CPU and
 * integrations call a service; then workers are killed, to see what that stops. The alternatives
 * take turns, there and back, so that a machine which slows down does so for all of them.
 */
@ExtendWith(SuiteExtension.class)
@Aside
@Order(8)
class AlternativesIT {

  @Test
  void underTheSameMixedLoad(SuiteRun suite) throws InterruptedException {
    // The SDK's Java test server never takes back what it gave to a dead worker's sticky queue.
    assumeTrue(suite.sticky(), "UNSUPPORTED: a death under load needs a real Temporal server");
    int blocks = suite.depth().alternatives();
    List<Arrangement> order =
        List.of(
            Arrangement.monolith(Adr006.monolith(blocks)),
            Arrangement.specialised(Adr006.specialised(blocks)),
            Arrangement.pool(Adr006.pool(blocks)));
    int turn = 0;
    for (int block = 1; block <= blocks; block++) {
      for (Arrangement arrangement : order) {
        AlternativeRecord taken = take(suite, arrangement, ++turn);
        suite.facts().save(taken);
        assertThat(taken.loadedMillis()).hasSizeGreaterThanOrEqualTo(Adr006.SAMPLES);
        assertThat(taken.heavyDone()).as("verifications beside them").isPositive();
      }
      order = reversed(order);
    }
  }

  private static AlternativeRecord take(SuiteRun suite, Arrangement arrangement, int turn)
      throws InterruptedException {
    try (AlternativeTurn taking = new AlternativeTurn(suite, arrangement, turn)) {
      AlternativeRecord taken = taking.take(3 * suite.depth().samples());
      suite
          .console()
          .step(
              "%s, turn %d: process_data %s alone, %s beside %d verifications"
                  .formatted(
                      arrangement.planned().id(),
                      turn,
                      median(taken.quietMillis()),
                      median(taken.loadedMillis()),
                      taken.heavyDone()));
      return taken;
    }
  }

  private static String median(List<Double> millis) {
    double[] values = millis.stream().mapToDouble(value -> value).toArray();
    return Quantity.text(Summary.of(values).median(), "ms");
  }

  private static List<Arrangement> reversed(List<Arrangement> order) {
    List<Arrangement> back = new ArrayList<>(order);
    Collections.reverse(back);
    return back;
  }
}
