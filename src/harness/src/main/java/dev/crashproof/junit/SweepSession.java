package dev.crashproof.junit;

import dev.crashproof.checker.Validity;
import dev.crashproof.checker.Verdict;
import dev.crashproof.environment.Progress;
import dev.crashproof.lane.Mode;
import dev.crashproof.lane.PlayException;
import dev.crashproof.lane.Subject;
import dev.crashproof.sweep.SweepSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.opentest4j.AssertionFailedError;

/**
 * One sweep on its way through JUnit:
 *
 * <ol>
 *   <li>{@link #goldenRuns}: the user's method describes the sweep, golden runs are played, and it
 *       is planned;
 *   <li>once that test has passed, the sweep begins to strike in the background;
 *   <li>{@link #point}, for each boundary: waits for its result;
 *   <li>{@link #whole}: waits for the end, and tells what came of it;
 *   <li>{@link #close}: whatever happened, ends all that runs.
 * </ol>
 *
 * <p>JUnit asks for one test after the other, in one thread.
 */
final class SweepSession implements AutoCloseable {
  private final SweepName name;
  private final Mode mode;
  private final Supplier<SweepHost> host;
  private final Knobs knobs;
  private final RerunLine rerun;
  private final SweepSetup setup;
  private @Nullable Path facts;
  private @Nullable Sweeping sweeping;
  private @Nullable Outline planned;
  private boolean goldenPassed;
  private @Nullable RunningSweep running;

  SweepSession(
      SweepName name, Mode mode, SweepSettings settings, Supplier<SweepHost> host, Knobs knobs) {
    this.name = name;
    this.mode = mode;
    this.host = host;
    this.knobs = knobs;
    this.rerun = new RerunLine(name, System.getProperties());
    this.setup = new SweepSetup(host, settings);
  }

  /** The tests; what follows the first is asked for, and begun, when the first is over. */
  Stream<TestTemplateInvocationContext> invocations() {
    return Stream.<Supplier<Stream<TestTemplateInvocationContext>>>of(
            () -> Stream.of(new SweepInvocation("golden runs", setup, new GoldenRuns())),
            this::strikes)
        .flatMap(Supplier::get);
  }

  private Stream<TestTemplateInvocationContext> strikes() {
    if (!goldenPassed) {
      return Stream.empty();
    }
    Outline outline = outline();
    running = RunningSweep.start(name.kebab(), outline.boundaries(), sweeping(), knobs.point());
    Stream<TestTemplateInvocationContext> points =
        outline.boundaries().stream().map(boundary -> after(boundary, () -> point(boundary)));
    return knobs.point().isPresent()
        ? points
        : Stream.concat(points, Stream.of(after("the sweep as a whole", this::whole)));
  }

  private SweepInvocation after(String test, Judging judging) {
    return new SweepInvocation(
        test,
        setup,
        body -> {
          body.skip();
          judging.judge();
        });
  }

  /** Fails, or does not. */
  private interface Judging {
    void judge() throws InterruptedException;
  }

  private final class GoldenRuns implements SweepInvocation.Step {
    @Override
    public void play(Invocation<Void> body) throws Throwable {
      body.proceed();
      goldenRuns();
    }

    @Override
    public void passed() {
      goldenPassed = true;
    }
  }

  private void goldenRuns() {
    Subject subject = setup.subject(name.kebab());
    Path directory = name.newDirectory(knobs.facts(), Instant.now());
    facts = directory;
    Sweeping opened =
        host.get().open(new SweepOrder(subject, mode, setup.settings(), directory, rerun::of));
    sweeping = opened;
    Outline outline = plan(opened);
    planned = knobs.point().map(outline::only).orElse(outline);
    say(outline.words());
  }

  private Outline plan(Sweeping opened) {
    try {
      return opened.plan();
    } catch (PlayException e) {
      throw new AssertionFailedError(e.getMessage() + "\nfacts: " + facts, e);
    }
  }

  private void point(String boundary) throws InterruptedException {
    JudgedPoint point;
    try {
      point = running().await(boundary);
    } catch (PlayException e) {
      console().step(boundary + ": not judged; " + alone(boundary));
      throw new AssertionFailedError(boundary + " was not judged. " + e.getMessage(), e);
    }
    // Where tests are reported by their numbers, this line in a test's output tells its name.
    if (point.validity() == Validity.VALID) {
      console().step(boundary + ": VALID");
      return;
    }
    console().step(boundary + ": " + point.validity() + "; " + alone(boundary));
    throw new AssertionFailedError(
        "%s is %s: %s\nfacts: %s"
            .formatted(boundary, point.validity(), String.join("\n", point.reasons()), facts));
  }

  private String alone(String boundary) {
    return "to play it alone: " + rerun.of(boundary);
  }

  private void whole() throws InterruptedException {
    try {
      Verdict verdict = running().awaitEnd();
      if (verdict.validity() != Validity.VALID) {
        throw new AssertionFailedError(
            "The plan is %s: %s: %s"
                .formatted(verdict.validity(), verdict.checker(), verdict.reason()));
      }
    } catch (PlayException e) {
      throw new AssertionFailedError(e.getMessage(), e);
    } finally {
      say(Tally.of(running().judged()).words(running().age()));
    }
  }

  private void say(String what) {
    console().step("%s, %s: %s; facts in %s".formatted(name.test(), mode.word(), what, facts));
  }

  private Progress console() {
    return host.get().console();
  }

  private Outline outline() {
    return required(planned);
  }

  private Sweeping sweeping() {
    return required(sweeping);
  }

  private RunningSweep running() {
    return required(running);
  }

  private static <T> T required(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("JUnit asked for a point before the golden runs were over.");
    }
    return value;
  }

  @Override
  public void close() {
    Sweeping opened = sweeping;
    if (opened == null) {
      return;
    }
    try (opened) {
      if (running != null) {
        running.close();
      }
    }
  }
}
