package dev.crashproof.junit;

import dev.crashproof.checker.Validity;
import dev.crashproof.checker.Verdict;
import dev.crashproof.environment.Database;
import dev.crashproof.environment.Description;
import dev.crashproof.environment.EnvironmentException;
import dev.crashproof.environment.Progress;
import dev.crashproof.lane.PlayException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A host without servers, whose sweeps go by a script. */
final class FakeHost implements SweepHost {
  private static final AtomicReference<FakeHost> LAST = new AtomicReference<>();

  final List<String> console = Collections.synchronizedList(new ArrayList<>());
  final List<SweepOrder> orders = new ArrayList<>();
  final AtomicInteger starts = new AtomicInteger();
  final AtomicInteger databases = new AtomicInteger();
  final AtomicInteger openSweeps = new AtomicInteger();
  final AtomicInteger bodies = new AtomicInteger();
  final AtomicInteger closes = new AtomicInteger();
  private final Scripted script;

  private FakeHost(Scripted script) {
    this.script = script;
  }

  /** The one of the fixture that was run last. */
  static FakeHost last() {
    return Objects.requireNonNull(LAST.get(), "no fixture was run");
  }

  private FakeHost start() {
    starts.incrementAndGet();
    if (!script.noServers().isEmpty()) {
      throw new EnvironmentException(script.noServers());
    }
    return this;
  }

  @Override
  public Description environment() {
    return new Description("fake", "none", "0", "none", "0", false, "the script says so");
  }

  @Override
  public Database newDatabase() {
    return new Database(
        "jdbc:postgresql://localhost:5432/db" + databases.incrementAndGet(), "user", "");
  }

  @Override
  public Sweeping open(SweepOrder order) {
    orders.add(order);
    openSweeps.incrementAndGet();
    return new FakeSweep();
  }

  @Override
  public Progress console() {
    return console::add;
  }

  @Override
  public void close() {
    closes.incrementAndGet();
  }

  /** Puts the class's host in the place of the real one. */
  static final class Hosting implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
      FakeHost host = new FakeHost(context.getRequiredTestClass().getAnnotation(Scripted.class));
      LAST.set(host);
      context
          .getRoot()
          .getStore(CrashSweepExtension.NAMESPACE)
          .put(HostStart.class, new HostStart(host::start));
    }
  }

  private final class FakeSweep implements Sweeping {
    @Override
    public Outline plan() {
      if (!script.planFails().isEmpty()) {
        throw new PlayException(script.planFails());
      }
      return new Outline(
          5,
          List.of(script.boundaries()),
          List.of(new Outline.Exclusion(Scripts.EXCLUDED, "it is one cut with another")),
          true,
          "one activity after the other");
    }

    @Override
    public Verdict run(Optional<String> only, Consumer<JudgedPoint> listener) {
      List<String> order = new ArrayList<>(only.map(List::of).orElse(List.of(script.boundaries())));
      if (script.stopsAt().isEmpty()) {
        // In lanes, results come in any order.
        Collections.reverse(order);
      }
      for (String boundary : order) {
        if (boundary.equals(script.stopsAt())) {
          throw new PlayException("the server is gone.");
        }
        if (!Arrays.asList(script.forgotten()).contains(boundary)) {
          listener.accept(judged(boundary));
        }
      }
      return new Verdict(
          "plan", script.audit(), "rebuilt from the wire logs of golden runs", List.of());
    }

    private JudgedPoint judged(String boundary) {
      if (Arrays.asList(script.invalid()).contains(boundary)) {
        return new JudgedPoint(
            boundary,
            Validity.INVALID,
            List.of("duplicates: charge#1 took effect 2 times", "order: charge#1 came too late"));
      }
      return Arrays.asList(script.unknown()).contains(boundary)
          ? new JudgedPoint(boundary, Validity.UNKNOWN, List.of("struck: not reached in 20 tries"))
          : new JudgedPoint(boundary, Validity.VALID, List.of());
    }

    @Override
    public void close() {
      openSweeps.decrementAndGet();
    }
  }
}
