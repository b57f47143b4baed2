package dev.crashproof.history;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One thing that happened in a run, in the one order that a {@link Recorder} gave it.
 *
 * @param index its place in the run, from 0
 * @param nanos when it happened: nanoseconds of a monotonic clock since the run's recorder was made
 * @param kind begin, end or event
 * @param process who did it: {@code worker}, {@code client}, {@code nemesis}, {@code server}, …
 * @param name what it was, in the field's terms: {@code kill}, {@code start DurableDemoWorkflow}, …
 * @param details what else is known of it, by name, sorted
 */
public record Op(
    long index, long nanos, OpKind kind, String process, String name, Map<String, String> details) {

  /** Copies the details, so that an op never changes. */
  public Op {
    details = Collections.unmodifiableMap(new TreeMap<>(details));
  }

  /** Whether the op has this kind and this name, whoever did it. */
  public boolean is(OpKind ofKind, String named) {
    return kind == ofKind && name.equals(named);
  }

  /** A detail by its name, if it is known. */
  public Optional<String> detail(String of) {
    return Optional.ofNullable(details.get(of));
  }
}
