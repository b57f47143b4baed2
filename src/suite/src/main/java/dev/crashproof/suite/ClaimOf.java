package dev.crashproof.suite;

import dev.crashproof.report.PlannedClaim;
import dev.crashproof.report.PlannedClaim.Condition;
import dev.crashproof.report.PlannedClaim.Figure;
import dev.crashproof.report.PlannedClaim.Relation;
import dev.crashproof.report.PlannedClaim.Value;
import java.util.ArrayList;
import java.util.List;

/** The words in which {@link Adr006Claims} writes claims down. */
final class ClaimOf {
  private final String id;
  private final String claim;
  private final String where;
  private final List<Condition> conditions = new ArrayList<>();
  private final List<Figure> figures = new ArrayList<>();
  private String note = "";

  private ClaimOf(String id, String claim, String where) {
    this.id = id;
    this.claim = claim;
    this.where = where;
  }

  static ClaimOf claim(String id, String claim, String where) {
    return new ClaimOf(id, claim, where);
  }

  static Side figure(String path) {
    return new Side(Value.of(path));
  }

  static Side number(double number) {
    return new Side(Value.number(number));
  }

  ClaimOf holdsIf(Condition... all) {
    conditions.addAll(List.of(all));
    return this;
  }

  ClaimOf shows(List<Figure> more) {
    more.stream().filter(figure -> !figures.contains(figure)).forEach(figures::add);
    return this;
  }

  ClaimOf shows(Figure... more) {
    return shows(List.of(more));
  }

  ClaimOf note(String words) {
    note = words;
    return this;
  }

  /** The claim, whose figures that test takes. */
  PlannedClaim by(String test) {
    return new PlannedClaim(id, claim, where, conditions, figures, test, note);
  }

  /** The claim, of which no figure can tell, and why. */
  PlannedClaim notMeasured(String why) {
    return note(why).by("");
  }

  /** One side of a condition. */
  record Side(Value value) {

    Side times(double factor) {
      return new Side(value.times(factor));
    }

    Condition is(String says, Side other) {
      return new Condition(says, value, Relation.EQUAL, other.value);
    }

    Condition below(String says, Side other) {
      return new Condition(says, value, Relation.LESS, other.value);
    }

    Condition above(String says, Side other) {
      return new Condition(says, value, Relation.MORE, other.value);
    }

    Condition atLeast(String says, Side other) {
      return new Condition(says, value, Relation.AT_LEAST, other.value);
    }
  }
}
