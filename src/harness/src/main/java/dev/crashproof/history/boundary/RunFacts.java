package dev.crashproof.history.boundary;

import dev.crashproof.history.wire.WireOp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What came of each message of a run. */
final class RunFacts {
  private final List<Passing> passings;
  private final Transactions transactions;
  private final Leads leads;
  private final Strands strands;

  /**
   * The facts of a run.
   *
   * @param passings the messages that matter, in order
   */
  RunFacts(List<Passing> passings) {
    this.passings = passings;
    this.transactions = new Transactions(passings);
    this.leads = new Leads(passings);
    this.strands = new Strands(passings, leads);
  }

  /** What there is to say of a message that does not matter. */
  static GoldenMessage aside(Passing passing) {
    return new GoldenMessage(
        passing.message(), false, Optional.empty(), Set.of(), false, Optional.empty());
  }

  GoldenMessage of(Passing passing) {
    Set<MessageName> led = leads.by(passing.name());
    return new GoldenMessage(
        passing.message(),
        commits(passing),
        transactions.of(passing.name()),
        led,
        passings.stream()
            .anyMatch(
                it ->
                    it.isTask()
                        && led.contains(it.name())
                        && it.message().exchange() == passing.at()),
        next(passing).map(Passing::name));
  }

  List<MessageName> waits() {
    List<MessageName> waits = new ArrayList<>();
    for (int i = 0; i + 1 < passings.size(); i++) {
      Passing it = passings.get(i);
      Passing after = passings.get(i + 1);
      if (it.message().endsTask()
          && leads.by(it.name()).isEmpty()
          && after.isTask()
          && after.at() > it.answeredAt()
          && it.message().task().filter(task -> strands.quiet(task, it.answeredAt())).isPresent()) {
        waits.add(it.name());
      }
    }
    return waits;
  }

  int atOnce() {
    return strands.atOnce();
  }

  /**
   * Where k tasks of s steps each are under way together, each may have come to any of its s + 1
   * states: the product. One group of tasks after the other: the sum.
   */
  long cuts(List<GoldenMessage> messages) {
    double cuts = 0;
    for (List<MessageName> together : strands.together()) {
      double product = 1;
      for (MessageName task : together) {
        product *= 1 + steps(task, messages);
      }
      cuts += product;
    }
    // A double keeps its size where a long would wrap round.
    return (long) cuts;
  }

  private static long steps(MessageName task, List<GoldenMessage> messages) {
    return messages.stream()
        .filter(it -> it.commits() && it.message().task().filter(task::equals).isPresent())
        .count();
  }

  private boolean commits(Passing passing) {
    return switch (passing.message().kind()) {
      case COMMIT, HEARTBEAT -> passing.taken();
      // A service that answers with an error, or not at all, may have done it all the same.
      case EFFECT ->
          passing.on(WireOp.HTTP)
              || (passing.on(WireOp.POSTGRES) ? transactions.commits(passing) : passing.taken());
      case TASK, READ, HOUSEKEEPING, UNCLAIMED -> false;
    };
  }

  private Optional<Passing> next(Passing passing) {
    Optional<MessageName> task = passing.message().task();
    Optional<Passing> next = passings.stream().filter(it -> it.at() > passing.at()).findFirst();
    if (task.isEmpty() || next.isEmpty() || sharesItsPlace(passing)) {
      return Optional.empty();
    }
    Passing after = next.get();
    boolean follows =
        passing.message().endsTask()
            ? leads.by(passing.name()).equals(Set.of(after.name()))
            : after.servesTaskOf(passing)
                && after.at() > passing.answeredAt()
                && !strands.besideAnother(passing);
    return follows && strands.alone(task.get(), passing.at(), after.at()) ? next : Optional.empty();
  }

  /** Of several tasks in one answer none is the only one. */
  private boolean sharesItsPlace(Passing passing) {
    Set<MessageName> there = new HashSet<>();
    passings.stream().filter(it -> it.at() == passing.at()).forEach(it -> there.add(it.name()));
    return there.size() > 1;
  }
}
