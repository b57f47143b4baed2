package dev.crashproof.checker;

import java.util.ArrayList;
import java.util.List;

/**
 * What must come out of a workflow, known before it runs, for a worker in any language and effects
 * in any table.
 *
 * <pre>{@code
 * Expectation.result("{\"status\":\"paid\"}")
 *     .effect(ExpectedEffect.of("reserve#1", "{\"item\":7}"))
 *     .effect(ExpectedEffect.of("charge#1", "{\"amount\":5}"))
 *     .effect(ExpectedEffect.ofType("mail").times(Times.atLeastOnce()))
 *     .inOrder("reserve#1", "charge#1", "any mail");
 * }</pre>
 *
 * <table>
 * <caption>What can be said, and what finds it broken</caption>
 * <tr><th>to expect</th><th>write</th><th>judged by</th></tr>
 * <tr><td>a result</td><td>{@link #result}</td><td>{@link ResultChecker}</td></tr>
 * <tr><td>that it fails</td><td>{@link #failure}</td><td>{@link FailureChecker}</td></tr>
 * <tr><td>effects, however it ends</td><td>{@link #ofEffects}</td><td>those below</td></tr>
 * <tr><td>the effect of an activity</td><td>{@code ExpectedEffect.of("charge#2", json)}</td>
 *     <td>{@link LostChecker}, {@link DuplicatesChecker}, {@link EffectsChecker}</td></tr>
 * <tr><td>one of an activity's several effects</td>
 *     <td>{@code ExpectedEffect.of("copy#1", "#step-3", json)}</td><td>the same</td></tr>
 * <tr><td>an activity in a child or a later run</td>
 *     <td>{@code ExpectedEffect.of("child Payment#1: charge#1", json)}, {@code "run 2: charge#1"}
 *     </td><td>the same</td></tr>
 * <tr><td>some activity of a type</td><td>{@code ExpectedEffect.ofType("charge").saying(json)}</td>
 *     <td>the same</td></tr>
 * <tr><td>a key known before the run</td><td>{@code ExpectedEffect.withKey("order-17")}</td>
 *     <td>the same</td></tr>
 * <tr><td>only what it says</td><td>{@code ExpectedEffect.saying(Content.json(json))}</td>
 *     <td>the same</td></tr>
 * <tr><td>a content with a time or a random id in it</td>
 *     <td>{@code .with(Content.holding("{\"amount\":5}"))}, {@code .with(Content.where(…))}</td>
 *     <td>the same</td></tr>
 * <tr><td>how often</td><td>{@code .times(Times.atLeastOnce())}; exactly once unless said</td>
 *     <td>{@link LostChecker}, {@link DuplicatesChecker}</td></tr>
 * <tr><td>an order of commits</td><td>{@link #inOrder}, by the effects' names</td>
 *     <td>{@link OrderChecker}</td></tr>
 * <tr><td>effects beyond these</td><td>{@link #othersAllowed}; refused unless said</td>
 *     <td>{@link EffectsChecker}</td></tr>
 * </table>
 *
 * <p>A row of the ledger is one of these effects, in this order of trust:
 *
 * <ol>
 *   <li>by its key, where the key is the one asked for or holds the id of the activity, as in
 *       {@code workflowId/runId/activityId#suffix};
 *   <li>by what it says, where it is of the activity's type (or tells no type) and its key says
 *       nothing else. So a second row of the same activity that says the same is a duplicate,
 *       whatever key it is under: one made from a random number, or from the attempt.
 * </ol>
 *
 * <p>An effect that was expected to say something else is told as different; one of nobody's as
 * surplus.
 *
 * @param outcome how the workflow must end
 * @param effects the effects that must come of it
 * @param orders orders in which effects must have been committed, by the effects' names
 * @param beyond whether effects beyond those may be there
 */
public record Expectation(
    Outcome outcome, List<ExpectedEffect> effects, List<List<String>> orders, boolean beyond) {

  /**
   * Copies the lists, so that an expectation never changes, and refuses what no run could meet.
   *
   * @throws IllegalArgumentException if an effect is expected twice, or an order names one that is
   *     not expected
   */
  public Expectation {
    effects = List.copyOf(effects);
    orders = orders.stream().map(List::copyOf).toList();
    Expectations.refuseTwice(effects);
    Expectations.refuseUnknown(orders, effects);
  }

  /** The workflow completes with this result. */
  public static Expectation result(String json) {
    return new Expectation(Outcome.result(json), List.of(), List.of(), false);
  }

  /** The workflow fails with a failure of this type, or with one caused by it. */
  public static Expectation failure(String type) {
    return new Expectation(Outcome.failure(type), List.of(), List.of(), false);
  }

  /** How the workflow ends is not judged, only its effects are. */
  public static Expectation ofEffects() {
    return new Expectation(Outcome.notJudged(), List.of(), List.of(), false);
  }

  /** And this effect. */
  public Expectation effect(ExpectedEffect effect) {
    return effects(List.of(effect));
  }

  /** And these effects. */
  public Expectation effects(List<ExpectedEffect> more) {
    List<ExpectedEffect> all = new ArrayList<>(effects);
    all.addAll(more);
    return new Expectation(outcome, all, orders, beyond);
  }

  /**
   * And each of these was committed before the next: the first row of the one before the first row
   * of the other.
   *
   * @param names the effects' names, as {@link ExpectedEffect#toString} gives them
   */
  public Expectation inOrder(String... names) {
    List<List<String>> all = new ArrayList<>(orders);
    all.add(List.of(names));
    return new Expectation(outcome, effects, all, beyond);
  }

  /** Effects beyond those expected may be there and are not judged. */
  public Expectation othersAllowed() {
    return new Expectation(outcome, effects, orders, true);
  }

  /** Those who judge whether it was met. */
  public List<Checker> checkers() {
    List<Checker> checkers = new ArrayList<>();
    outcome.checker().ifPresent(checkers::add);
    checkers.add(new LostChecker(this));
    checkers.add(new DuplicatesChecker(this));
    checkers.add(new EffectsChecker(this));
    checkers.add(new CausesChecker(this));
    checkers.add(new OrderChecker(this));
    return List.copyOf(checkers);
  }
}
