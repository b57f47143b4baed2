package dev.crashproof.checker;

import dev.crashproof.history.Event;
import dev.crashproof.history.EventHistory;
import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The kill really struck, by signal 9, at its moment: what the harness saw before and after it, the
 * event history and the ledger agree. Otherwise the run is no sample, and the verdict is UNKNOWN:
 * it neither kept nor broke a promise.
 */
public final class KillLandedChecker implements Checker {
  // 128 and the signal's number, as shells have it.
  private static final String CODE_OF_SIGNAL_9 = "137";

  private final Moment moment;

  /** Expects one kill, at that moment. */
  public KillLandedChecker(Moment moment) {
    this.moment = moment;
  }

  @Override
  public String name() {
    return "kill-landed";
  }

  @Override
  public Verdict check(Evidence evidence) {
    History history = evidence.history();
    List<Op> kills = history.all(op -> op.is(OpKind.INVOKE, Sightings.KILL));
    if (kills.size() != 1) {
      return Verdict.unknown(
          name(), "one kill was expected, %d were recorded".formatted(kills.size()));
    }
    Op kill = kills.get(0);
    Optional<Op> dead = history.after(kill).first(op -> op.is(OpKind.OK, Sightings.KILL));
    if (dead.isEmpty()) {
      return Verdict.unknown(name(), "nothing shows that the kill took effect", kill);
    }
    return died(kill, dead.get())
        .map(problem -> Verdict.unknown(name(), problem, kill, dead.get()))
        .orElseGet(() -> atItsMoment(evidence, kill, dead.get()));
  }

  private static Optional<String> died(Op kill, Op dead) {
    String signal = kill.detail("signal").orElse("?");
    String code = dead.detail("code").orElse("?");
    return signal.equals("9") && code.equals(CODE_OF_SIGNAL_9)
        ? Optional.empty()
        : Optional.of(
            "the worker did not die of signal 9: signal %s, exit code %s".formatted(signal, code));
  }

  private Verdict atItsMoment(Evidence evidence, Op kill, Op dead) {
    EventHistory eventHistory = evidence.eventHistory();
    Looks looks = new Looks(eventHistory);
    History before = evidence.history().before(kill);
    History dying = untilReplacement(evidence.history().after(dead));
    Optional<Op> lookBefore = looks.last(before);
    Optional<Op> lookAfter = looks.first(dying);
    if (lookBefore.isEmpty() || lookAfter.isEmpty()) {
      return Verdict.unknown(
          name(),
          "nobody looked at the event history "
              + (lookBefore.isEmpty()
                  ? "before the kill"
                  : "between the kill and the replacement's start"),
          kill,
          dead);
    }
    Op first = lookBefore.get();
    Op second = lookAfter.get();
    Optional<String> problem =
        looks
            .contradiction(first)
            .or(() -> looks.contradiction(second))
            .or(() -> closedBy(second, eventHistory))
            .or(
                () ->
                    moment.unreached(
                        looks.sighting(first, before, before.last(Looks.ledgerLook()))))
            .or(
                () ->
                    moment.passed(looks.sighting(second, dying, dying.first(Looks.ledgerLook()))));
    return problem
        .map(p -> Verdict.unknown(name(), "no sample: " + p, first, kill, dead, second))
        .orElseGet(
            () ->
                Verdict.valid(
                    name(), struck(kill, dead, second, eventHistory), first, kill, dead, second));
  }

  private static History untilReplacement(History afterDeath) {
    return afterDeath
        .first(op -> op.is(OpKind.INVOKE, Sightings.START))
        .map(afterDeath::before)
        .orElse(afterDeath);
  }

  private static Optional<String> closedBy(Op look, EventHistory eventHistory) {
    Optional<Event> closing = eventHistory.closing().filter(e -> e.id() <= Looks.lastEventId(look));
    if (closing.isEmpty() && !Looks.sawItClosed(look)) {
      return Optional.empty();
    }
    return Optional.of(
        "the workflow was closed when its worker was dead: "
            + closing.map(Event::type).orElse("a look saw it closed"));
  }

  private String struck(Op kill, Op dead, Op look, EventHistory eventHistory) {
    return String.format(
        Locale.ROOT,
        "killed %s by signal 9, group empty after %.1f ms, at event %d of %d",
        moment.name(),
        (dead.nanos() - kill.nanos()) / 1e6,
        Looks.lastEventId(look),
        eventHistory.lastEventId());
  }
}
