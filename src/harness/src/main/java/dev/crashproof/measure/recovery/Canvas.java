package dev.crashproof.measure.recovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A recovery on which causes are put one after the other: what came first stays. */
final class Canvas {
  private final Gap whole;
  private final List<Segment> segments = new ArrayList<>();

  Canvas(long fromNanos, long toNanos) {
    whole = new Gap(fromNanos, toNanos);
  }

  /** Gives the stretch's cause to whatever of it has none. */
  void put(Stretch stretch) {
    for (Gap gap : gaps()) {
      Stretch rest = stretch.within(gap);
      if (rest.toNanos() > rest.fromNanos()) {
        segments.add(
            new Segment(rest.cause(), rest.fromNanos(), rest.toNanos(), rest.why(), rest.ops()));
      }
    }
  }

  /** What has no cause yet, in order. */
  List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    long at = whole.fromNanos();
    for (Segment segment : inOrder().toList()) {
      if (segment.fromNanos() > at) {
        gaps.add(new Gap(at, segment.fromNanos()));
      }
      at = segment.toNanos();
    }
    if (at < whole.toNanos()) {
      gaps.add(new Gap(at, whole.toNanos()));
    }
    return gaps;
  }

  /** All that was put, neighbours of one cause and one reason made one. */
  List<Segment> segments() {
    List<Segment> joined = new ArrayList<>();
    inOrder()
        .forEach(
            next -> {
              int last = joined.size() - 1;
              if (last >= 0 && sameReason(joined.get(last), next)) {
                joined.set(last, join(joined.get(last), next));
              } else {
                joined.add(next);
              }
            });
    return joined;
  }

  private Stream<Segment> inOrder() {
    return segments.stream().sorted(Comparator.comparingLong(Segment::fromNanos));
  }

  private static boolean sameReason(Segment a, Segment b) {
    return a.cause() == b.cause() && a.why().equals(b.why());
  }

  private static Segment join(Segment a, Segment b) {
    return new Segment(
        a.cause(),
        a.fromNanos(),
        b.toNanos(),
        a.why(),
        Stream.concat(a.ops().stream(), b.ops().stream()).distinct().toList());
  }
}
