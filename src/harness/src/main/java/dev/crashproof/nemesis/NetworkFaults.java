package dev.crashproof.nemesis;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Faults of the network between the worker and its peers. */
final class NetworkFaults {
  private final Ground ground;

  NetworkFaults(Ground ground) {
    this.ground = ground;
  }

  Optional<Ongoing> inflict(Fault fault) {
    Victim victim = ground.victim();
    Network network = victim.network();
    Tally before = network.struck();
    if (fault instanceof Fault.NetworkCut cut) {
      network.cut();
      return Optional.of(broken(victim, before, Ongoing.HeldMessage.DROPPED, cut.lasts()));
    } else if (fault instanceof Fault.RepliesLost lost) {
      network.repliesLost();
      return Optional.of(broken(victim, before, Ongoing.HeldMessage.UNANSWERED, lost.lasts()));
    } else if (fault instanceof Fault.FrontendUnreachable down) {
      network.frontendDown();
      return Optional.of(broken(victim, before, Ongoing.HeldMessage.DROPPED, down.lasts()));
    } else if (fault instanceof Fault.NetworkSlow slow) {
      network.slow(slow.by());
      return Optional.of(
          new Ongoing(
              Map.of("by", slow.by().toString()),
              Ongoing.HeldMessage.GOES_ON,
              new Ongoing.After(slow.lasts()),
              () -> {
                network.heal();
                return hit(network, before);
              }));
    }
    return Optional.empty();
  }

  /** A network after which the connections are worth nothing. */
  private static Ongoing broken(
      Victim victim, Tally before, Ongoing.HeldMessage message, Duration lasts) {
    return new Ongoing(
        Map.of(),
        message,
        new Ongoing.After(lasts),
        () -> {
          victim.network().healBroken(victim.wires());
          return hit(victim.network(), before);
        });
  }

  private static Map<String, String> hit(Network network, Tally before) {
    Tally tally = network.struck().since(before);
    return Map.of(
        "hit", Long.toString(tally.held() + tally.dropped() + tally.delayed() + tally.failed()));
  }
}
