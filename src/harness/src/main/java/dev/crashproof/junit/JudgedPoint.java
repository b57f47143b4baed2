package dev.crashproof.junit;

import dev.crashproof.checker.Validity;
import java.util.List;

/**
 * What came of one boundary.
 *
 * @param boundary its name
 * @param validity whether the promise was kept there
 * @param reasons why, if it was not VALID
 */
record JudgedPoint(String boundary, Validity validity, List<String> reasons) {

  JudgedPoint {
    reasons = List.copyOf(reasons);
  }
}
