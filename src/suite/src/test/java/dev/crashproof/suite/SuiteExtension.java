package dev.crashproof.suite;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test the {@link SuiteRun}: started by the first that asks, closed after the last. */
final class SuiteExtension implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SuiteExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == SuiteRun.class;
  }

  @Override
  public SuiteRun resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Start.class, key -> new Start(), Start.class)
        .get();
  }

  /** The one try at starting the suite: an environment that can't be had is not asked for again. */
  private static final class Start implements AutoCloseable {
    private @Nullable SuiteRun run;
    private @Nullable RuntimeException failure;

    Start() {
      try {
        run = SuiteRun.start();
      } catch (RuntimeException e) {
        failure = e;
      }
    }

    SuiteRun get() {
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
