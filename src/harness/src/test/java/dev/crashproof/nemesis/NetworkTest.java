package dev.crashproof.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crashproof.history.wire.WireOp;
import dev.crashproof.wire.FakePassage;
import dev.crashproof.wire.Interceptor;
import dev.crashproof.wire.Passage;
import dev.crashproof.wire.Ruling;
import dev.crashproof.wire.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each state rules, on each wire, and what it counts. */
class NetworkTest {
  private static final Duration LATE = Duration.ofMillis(30);

  private final List<String> told = new ArrayList<>();
  private final Network network = new Network("worker", 2, new Within());
  private Ruling inner = Ruling.pass();

  private FakePassage passage(String wire, String name) {
    return FakePassage.of("worker", 2, wire, name, told);
  }

  private FakePassage call(String name) {
    return passage(WireOp.TEMPORAL, name);
  }

  private FakePassage statement(String name) {
    return passage(WireOp.POSTGRES, name);
  }

  private FakePassage http(String name) {
    return passage(WireOp.HTTP, name);
  }

  @Test
  void allPassesAtFirst() {
    assertThat(network.request(call("Poll"))).isEqualTo(Ruling.pass());
    assertThat(network.reply(call("Poll"))).isEqualTo(Ruling.pass());
    assertThat(network.struck().none()).isTrue();
    assertThat(told).containsExactly("asked Poll", "asked for the reply to Poll");
  }

  @Test
  void aCutHoldsBothWaysAndAsksNobody() {
    network.cut();

    assertThat(network.request(call("Respond"))).isEqualTo(Ruling.hold());
    assertThat(network.reply(call("Poll"))).isEqualTo(Ruling.hold());
    assertThat(network.request(statement("insert"))).isEqualTo(Ruling.hold());
    assertThat(told).isEmpty();
    assertThat(network.struck()).isEqualTo(new Tally(3, 0, 0, 0));
  }

  @Test
  void aDatabasesAnswerIsOnItsWayWhateverIsSaid() {
    for (Runnable state : states()) {
      state.run();
      assertThat(network.reply(statement("insert"))).isEqualTo(Ruling.pass());
    }
    assertThat(network.struck().none()).isTrue();
  }

  @Test
  void aHealedCutLetsGoInOrder() {
    network.cut();
    network.request(statement("begin"));
    network.reply(call("Poll"));
    network.request(statement("insert"));
    network.heal();

    assertThat(told).containsExactly("release begin", "release Poll", "release insert");
    assertThat(network.request(http("GET /"))).isEqualTo(Ruling.pass());
    network.heal();
    assertThat(told).hasSize(4).endsWith("asked GET /");
    assertThat(network.struck()).isEqualTo(new Tally(3, 0, 0, 0));
  }

  @Test
  void aCutThatBreaksTheConnectionsLosesWhatItHeldAndThenResets() {
    network.cut();
    network.request(statement("insert"));
    network.reply(call("Poll"));
    network.healBroken(List.of(new FakeWire("temporal"), new FakeWire("postgres")));

    assertThat(told)
        .containsExactly("drop insert", "drop Poll", "reset temporal", "reset postgres");
    assertThat(network.request(call("Poll"))).isEqualTo(Ruling.pass());
    assertThat(network.struck()).isEqualTo(new Tally(2, 2, 0, 0));
  }

  @Test
  void anotherStateDoesNotLetGoWhatACutHolds() {
    network.cut();
    network.request(call("Respond"));
    network.clear();
    assertThat(told).isEmpty();

    network.heal();
    assertThat(told).containsExactly("release Respond");
  }

  @Test
  void slowIsLateEachWayAndTwiceAtADatabasesRequest() {
    network.slow(LATE);

    assertThat(network.request(call("Respond"))).isEqualTo(Ruling.delay(LATE));
    assertThat(network.reply(call("Respond"))).isEqualTo(Ruling.delay(LATE));
    assertThat(network.request(http("GET /"))).isEqualTo(Ruling.delay(LATE));
    assertThat(network.request(statement("insert"))).isEqualTo(Ruling.delay(LATE.multipliedBy(2)));
    assertThat(network.struck()).isEqualTo(new Tally(0, 0, 4, 0));
  }

  @Test
  void lostRepliesLetRequestsArrive() {
    network.repliesLost();

    assertThat(network.request(call("Respond"))).isEqualTo(Ruling.pass());
    assertThat(network.struck().none()).isTrue();
    assertThat(network.reply(call("Respond"))).isEqualTo(Ruling.drop());
    assertThat(network.reply(http("GET /"))).isEqualTo(Ruling.drop());
    assertThat(network.request(statement("insert"))).isEqualTo(Ruling.dropReply());
    assertThat(network.struck()).isEqualTo(new Tally(0, 3, 0, 0));
  }

  @Test
  void anUnreachableFrontendFailsTemporalsCallsAlone() {
    network.frontendDown();

    for (Ruling ruling : List.of(network.request(call("Poll")), network.reply(call("Poll")))) {
      assertThat(ruling)
          .isInstanceOfSatisfying(
              Ruling.Fail.class, fail -> assertThat(fail.status()).isEqualTo("UNAVAILABLE"));
    }
    assertThat(network.request(statement("insert"))).isEqualTo(Ruling.pass());
    assertThat(network.request(http("GET /"))).isEqualTo(Ruling.pass());
    assertThat(network.reply(http("GET /"))).isEqualTo(Ruling.pass());
    assertThat(network.struck()).isEqualTo(new Tally(0, 0, 0, 2));
  }

  @Test
  void othersHaveAGoodNetwork() {
    for (Runnable state : states()) {
      state.run();
      for (FakePassage other :
          List.of(
              FakePassage.of("worker", 1, WireOp.TEMPORAL, "Poll", told),
              FakePassage.of("worker", 3, WireOp.POSTGRES, "insert", told),
              FakePassage.of("another", 2, WireOp.HTTP, "GET /", told))) {
        assertThat(network.request(other)).isEqualTo(Ruling.pass());
        assertThat(network.reply(other)).isEqualTo(Ruling.pass());
      }
    }
    assertThat(network.struck().none()).isTrue();
    assertThat(told).hasSize(24);
  }

  @Test
  void whatIsCarriedIsTheInnerOnesFirst() {
    inner = Ruling.hold();
    network.slow(LATE);
    assertThat(network.request(call("Respond"))).isEqualTo(Ruling.hold());
    network.repliesLost();
    assertThat(network.request(statement("insert"))).isEqualTo(Ruling.hold());
    assertThat(network.reply(call("Respond"))).isEqualTo(Ruling.hold());

    assertThat(network.struck().none()).isTrue();
  }

  @Test
  void whatAFaultHitIsToldApartFromTheOneBefore() {
    network.slow(LATE);
    network.request(call("Poll"));
    Tally before = network.struck();
    network.frontendDown();
    assertThat(network.struck().since(before).none()).isTrue();
    network.request(call("Poll"));

    assertThat(network.struck().since(before)).isEqualTo(new Tally(0, 0, 0, 1));
  }

  private List<Runnable> states() {
    return List.of(
        network::cut, () -> network.slow(LATE), network::repliesLost, network::frontendDown);
  }

  private final class Within implements Interceptor {
    @Override
    public Ruling request(Passage passage) {
      told.add("asked " + passage.arrived().name());
      return inner;
    }

    @Override
    public Ruling reply(Passage passage) {
      told.add("asked for the reply to " + passage.arrived().name());
      return inner;
    }
  }

  private final class FakeWire implements Wire {
    private final String name;

    private FakeWire(String name) {
      this.name = name;
    }

    @Override
    public String address() {
      return "nowhere:1";
    }

    @Override
    public void tenant(int start) {}

    @Override
    public void intercept(Interceptor interceptor) {}

    @Override
    public boolean connected(int start) {
      return false;
    }

    @Override
    public void reset() {
      told.add("reset " + name);
    }

    @Override
    public void close() {}
  }
}
