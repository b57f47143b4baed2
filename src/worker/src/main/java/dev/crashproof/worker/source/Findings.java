package dev.crashproof.worker.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Findings in the order of the source. */
public final class Findings {

  /** How many are told of one source: more are no news, and a result has to fit into a message. */
  public static final int MOST = 1000;

  private Findings() {}

  /**
   * Each once, by place. Of more than {@value #MOST} the first so many are kept, and a last one at
   * the first that is left out says how many are.
   */
  public static List<Finding> inOrder(Collection<Finding> found) {
    List<Finding> all = found.stream().distinct().sorted(Finding.BY_PLACE).toList();
    if (all.size() <= MOST) {
      return all;
    }
    List<Finding> kept = new ArrayList<>(all.subList(0, MOST));
    Finding next = all.get(MOST);
    kept.add(
        new Finding(
            "more",
            next.severity(),
            next.line(),
            next.column(),
            next.endLine(),
            next.endColumn(),
            (all.size() - MOST)
                + " more findings from here on are left out, "
                + MOST
                + " are told of one source: mend those first"));
    return List.copyOf(kept);
  }
}
