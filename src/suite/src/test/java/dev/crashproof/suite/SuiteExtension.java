package dev.crashproof.suite;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * Gives a test the {@link SuiteRun}: started by the first that asks, closed after the last. Where
 * it can't be started the first test fails and the others are skipped: one cause is told once. A
 * test that fails is told to the report. Tests that stand {@link Aside} run where the depth has
 * them.
 */
final class SuiteExtension
    implements ExecutionCondition,
        BeforeEachCallback,
        AfterTestExecutionCallback,
        InvocationInterceptor,
        ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SuiteExtension.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (!AnnotationSupport.isAnnotated(context.getTestClass(), Aside.class)) {
      return ConditionEvaluationResult.enabled("run at every depth");
    }
    Depth depth = Depth.asked();
    return depth.aside()
        ? ConditionEvaluationResult.enabled("run at depth " + depth.name())
        : ConditionEvaluationResult.disabled(
            "left out at depth %s: -Dcrashproof.depth=full has it, and -Dit.test with its name"
                .formatted(depth.name()));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    start(context).check();
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    context
        .getExecutionException()
        .ifPresent(e -> failed(context, context.getRequiredTestMethod().getName(), e));
  }

  @Override
  public void interceptDynamicTest(
      Invocation<@Nullable Void> invocation,
      DynamicTestInvocationContext invoked,
      ExtensionContext context)
      throws Throwable {
    try {
      invocation.proceed();
    } catch (Throwable e) {
      failed(context, context.getDisplayName(), e);
      throw e;
    }
  }

  private static void failed(ExtensionContext context, String test, Throwable failure) {
    if (!(failure instanceof TestAbortedException)) {
      start(context)
          .run()
          .facts()
          .failedTest(testClass(context).getSimpleName() + "." + test, sentence(failure));
    }
  }

  /** A dynamic test has no class of its own: that of the factory that made it. */
  private static Class<?> testClass(ExtensionContext context) {
    return context.getTestClass().orElseGet(() -> testClass(context.getParent().orElseThrow()));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SuiteRun.class;
  }

  @Override
  public SuiteRun resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return start(context).run();
  }

  private static Start start(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Start.class, key -> new Start(), Start.class);
  }

  /** What the failure says, in one line. */
  private static String sentence(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /** The one try at starting the suite: an environment that can't be had is not asked for again. */
  private static final class Start implements AutoCloseable {
    private final AtomicBoolean told = new AtomicBoolean();
    private @Nullable SuiteRun run;
    private @Nullable RuntimeException failure;

    Start() {
      try {
        run = SuiteRun.start();
      } catch (RuntimeException e) {
        failure = e;
      }
    }

    void check() {
      if (failure == null) {
        return;
      }
      if (told.getAndSet(true)) {
        throw new TestAbortedException("the suite could not start, as the first test says");
      }
      throw failure;
    }

    SuiteRun run() {
      if (run == null) {
        throw new IllegalStateException("the suite could not start", failure);
      }
      return run;
    }

    @Override
    public void close() {
      if (run != null) {
        run.close();
      }
    }
  }
}
