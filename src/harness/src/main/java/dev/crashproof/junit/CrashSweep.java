package dev.crashproof.junit;

import dev.crashproof.history.boundary.Depth;
import dev.crashproof.lane.Mode;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The method describes a worker and what is run on it, by its {@link SweepSetup}, and becomes these
 * tests:
 *
 * <ol>
 *   <li><i>golden runs</i>: the method itself is called, this once; then the workload is played
 *       without a crash until nothing new is seen, and every boundary is planned;
 *   <li>one for each boundary, under its name: the worker is killed there, and what came of it is
 *       judged. INVALID fails, and so does UNKNOWN;
 *   <li><i>the sweep as a whole</i>: whether the plan holds against the saved wire logs.
 * </ol>
 *
 * <p>If the golden runs fail, no more tests follow. Points are struck in several lanes at once; the
 * tests come in the plan's order all the same, each as soon as its point is judged.
 *
 * <p>Methods annotated with {@code @BeforeEach} and {@code @AfterEach} are called around each of
 * these tests. What the worker needs for the whole sweep belongs to {@code @BeforeAll}.
 *
 * <p>With the setting {@code crashproof.point} (or the environment variable {@code
 * CRASHPROOF_POINT}) only the golden runs and the boundary of that name are played: a point that
 * fails prints the line that does it. The facts are saved below {@code crashproof.facts}, {@code
 * target/crashproof/sweeps} by default.
 *
 * <p>May be put on an annotation of one's own. The tests of one sweep run one after the other, also
 * where JUnit runs others in parallel.
 */
@Documented
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(CrashSweepExtension.class)
// Each test waits for the one before: golden runs tell what the others are.
@Execution(ExecutionMode.SAME_THREAD)
public @interface CrashSweep {

  /** How a worker that was killed is replaced. */
  Mode mode() default Mode.ASSISTED;

  /** Whether boundaries that are one cut are struck once or each. */
  Depth depth() default Depth.NORMAL;

  /** How many points are played at the same time; 0 leaves it to the sweep. */
  int lanes() default 0;
}
