package dev.crashproof.history.recovery;

import dev.crashproof.history.History;
import dev.crashproof.history.Op;
import dev.crashproof.history.OpKind;
import dev.crashproof.history.boundary.Boundary;
import dev.crashproof.history.wire.WireOp;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One kill and what followed, found among the ops of its lane. A lane strikes one point after the
 * other; a point's ops lie between its {@code begin} and the next one.
 *
 * @param workflowId the workflow whose worker was killed
 * @param lane all ops of the lane: a standby's polls arrive before its point begins
 * @param point the point's own ops, its {@code begin} first
 * @param begin the op that began it and anchors the server's wall clock; none in a history that
 *     strikes a single point
 * @param kill INVOKE {@code kill}
 * @param dead OK {@code kill}: the process group was seen empty
 * @param replacement who took over, if anyone did
 * @param closed when the client saw the last of the workload's workflows closed, if it saw all
 */
public record Recovery(
    String workflowId,
    History lane,
    History point,
    Optional<Op> begin,
    Op kill,
    Op dead,
    Optional<Replacement> replacement,
    Optional<Op> closed) {
  /**
   * On an INFO op {@code let-go}: the index of the op since which the replacement could come no
   * nearer, because the harness held what the dead worker had sent.
   */
  public static final String HELD_UP_SINCE = "heldUpSince";

  private static final String BEGIN = "begin";
  private static final String KILL = "kill";
  private static final String STRIKE = "strike";
  private static final String WORKFLOW_ID = "workflowId";

  /** The recovery of that workflow; empty where no worker was seen killed. */
  public static Optional<Recovery> of(History lane, String workflowId) {
    Optional<Op> begin = begins(lane, workflowId);
    History point = begin.map(b -> since(lane, b)).orElse(lane);
    Optional<Op> closed = closedIn(point);
    Optional<Op> kill = kills(point, closed).stream().findFirst();
    Optional<Op> dead =
        kill.flatMap(
            k ->
                point
                    .after(k)
                    .first(op -> op.is(OpKind.OK, KILL) && op.process().equals(k.process())));
    return kill.flatMap(
        k ->
            dead.map(
                d ->
                    new Recovery(
                        workflowId,
                        lane,
                        point,
                        begin,
                        k,
                        d,
                        Replacement.of(point.after(d)),
                        closed)));
  }

  /**
   * When the client saw the last of the workflows closed that it had started in these ops.
   * Workflows beside the first may close long before it, or long after.
   *
   * @return empty while one is open
   */
  public static Optional<Op> closedIn(History ops) {
    Set<String> open = new HashSet<>();
    ops.all(op -> op.is(OpKind.INVOKE, "start-workflow"))
        .forEach(op -> op.detail(WORKFLOW_ID).ifPresent(open::add));
    List<Op> closes = ops.all(op -> op.is(OpKind.OK, "closed"));
    // One that does not say which it was stands for all there was.
    closes.forEach(op -> op.detail(WORKFLOW_ID).ifPresentOrElse(open::remove, open::clear));
    return closes.isEmpty() || !open.isEmpty()
        ? Optional.empty()
        : Optional.of(closes.get(closes.size() - 1));
  }

  private static Optional<Op> begins(History lane, String workflowId) {
    return lane.last(
        op -> begins(op) && op.detail(WORKFLOW_ID).filter(workflowId::equals).isPresent());
  }

  // A database's wire has ops of that name, too: its transactions begin.
  private static boolean begins(Op op) {
    return op.is(OpKind.INFO, BEGIN) && op.detail(WireOp.WIRE).isEmpty();
  }

  private static History since(History lane, Op begin) {
    Optional<Op> next = lane.after(begin).first(Recovery::begins);
    return new History(
        lane.all(
            op ->
                op.index() >= begin.index() && next.map(n -> op.index() < n.index()).orElse(true)));
  }

  // A worker that is killed when all is over is being tidied away, unless it was struck: a strike
  // at the last message may come to land after the client saw the end.
  private static List<Op> kills(History point, Optional<Op> closed) {
    Optional<Op> strike = point.first(op -> op.is(OpKind.INFO, STRIKE));
    Optional<Op> struck =
        strike.flatMap(s -> point.after(s).first(op -> op.is(OpKind.INVOKE, KILL)));
    return point.all(
        op ->
            op.is(OpKind.INVOKE, KILL)
                && (closed.map(c -> op.index() < c.index()).orElse(true)
                    || struck.filter(op::equals).isPresent()));
  }

  /** Every kill before the workflow was seen closed; the one that was struck in any case. */
  public List<Op> kills() {
    return kills(point, closed);
  }

  /** Who died. */
  public WorkerStart victim() {
    return WorkerStart.of(kill);
  }

  /** The boundary struck, if the point tells it. */
  public Optional<Boundary> boundary() {
    return begin
        .flatMap(op -> op.detail("boundary"))
        .or(
            () ->
                point.first(op -> op.is(OpKind.INFO, STRIKE)).flatMap(op -> op.detail("boundary")))
        .map(Boundary::parse);
  }

  /**
   * How the sweep went about it: {@code unassisted}, {@code assisted}; empty where it is not told.
   */
  public String mode() {
    return begin.flatMap(op -> op.detail("mode")).orElse("");
  }

  /** How long the harness held the replacement up by holding what the dead worker had sent. */
  public Duration heldUp() {
    Optional<Op> end = point.first(op -> op.detail(HELD_UP_SINCE).isPresent());
    return end.flatMap(op -> op.detail(HELD_UP_SINCE))
        .flatMap(since -> point.first(op -> Long.toString(op.index()).equals(since)))
        .map(begun -> Duration.ofNanos(end.orElseThrow().nanos() - begun.nanos()))
        .orElse(Duration.ZERO);
  }

  /** When the harness failed that task in the dead worker's stead, if it did. */
  public Optional<Op> reaped(String token) {
    return point.first(
        op ->
            op.is(OpKind.INFO, "reap")
                && op.detail("token").filter(token::equals).isPresent()
                && op.detail("status").map("OK"::equals).orElse(true));
  }
}
