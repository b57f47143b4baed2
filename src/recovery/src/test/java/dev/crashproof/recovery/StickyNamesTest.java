package dev.crashproof.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StickyNamesTest {
  private static final int POLLERS = 5;

  private final List<Held.StickyQueue> disowned = new ArrayList<>();
  private final StickyNames names = new StickyNames(disowned::add);

  @Test
  void allPollersOfAWorkerGoByTheInheritedNameWhoeverOfThemComesFirst() throws Exception {
    ExecutorService pollers = Executors.newFixedThreadPool(POLLERS);
    try {
      for (int turn = 0; turn < 500; turn++) {
        String own = "own-" + turn;
        Held.StickyQueue left = Samples.sticky("dead-" + turn, "");
        names.leave(left);
        CyclicBarrier together = new CyclicBarrier(POLLERS);
        List<Future<String>> claims = new ArrayList<>();
        for (int poller = 0; poller < POLLERS; poller++) {
          claims.add(
              pollers.submit(
                  () -> {
                    together.await();
                    return names.claim(own, left.namespace(), left.normalName(), "");
                  }));
        }
        for (Future<String> claim : claims) {
          assertThat(claim.get()).isEqualTo("dead-" + turn);
        }
        assertThat(names.of(own)).isEqualTo("dead-" + turn);
      }
    } finally {
      pollers.shutdownNow();
    }
  }

  @Test
  void aWorkerOfAnotherVersionGoesByItsOwnNameAndTheDeadOnesIsHandedOn() {
    Held.StickyQueue left = Samples.sticky("dead", "orders/1");
    names.leave(left);

    assertThat(names.claim("own", left.namespace(), left.normalName(), "orders/2"))
        .isEqualTo("own");
    assertThat(disowned).containsExactly(left);
  }

  @Test
  void oneNameIsInheritedOnce() {
    Held.StickyQueue left = Samples.sticky("dead", "");

    assertThat(names.leave(left)).isTrue();
    assertThat(names.leave(Samples.sticky("another", ""))).isFalse();
    assertThat(names.claim("first", left.namespace(), left.normalName(), "")).isEqualTo("dead");
    assertThat(names.claim("second", left.namespace(), left.normalName(), "")).isEqualTo("second");
  }
}
