package dev.crashproof.junit;

import dev.crashproof.sweep.SweepSettings;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.commons.support.AnnotationSupport;

/** Turns a {@link CrashSweep} method into its tests. */
final class CrashSweepExtension implements TestTemplateInvocationContextProvider {
  static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(CrashSweepExtension.class);

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getTestMethod(), CrashSweep.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    Method method = context.getRequiredTestMethod();
    SweepName name = new SweepName(context.getRequiredTestClass(), method.getName());
    refuseUnfit(name, method, context);
    CrashSweep wanted = AnnotationSupport.findAnnotation(method, CrashSweep.class).orElseThrow();
    SweepSession session =
        new SweepSession(name, wanted.mode(), settings(wanted), host(context), Knobs.of(context));
    return session.invocations().onClose(session::close);
  }

  private static void refuseUnfit(SweepName name, Method method, ExtensionContext context) {
    if (!Arrays.asList(method.getParameterTypes()).contains(SweepSetup.class)) {
      throw new ExtensionConfigurationException(
          "@CrashSweep %s has no parameter of type SweepSetup to describe its sweep with: add one."
              .formatted(name.test()));
    }
    if (context.getExecutionMode() == ExecutionMode.CONCURRENT) {
      throw new ExtensionConfigurationException(
          "@CrashSweep %s is to run concurrently, but each of its tests waits for the one before: remove its @Execution."
              .formatted(name.test()));
    }
  }

  private static SweepSettings settings(CrashSweep wanted) {
    SweepSettings settings = SweepSettings.standard().withDepth(wanted.depth());
    return wanted.lanes() == 0 ? settings : settings.withLanes(wanted.lanes());
  }

  // What JUnit 6 has in its place is not in 5.14.
  @SuppressWarnings("deprecation")
  private static HostStart host(ExtensionContext context) {
    return Objects.requireNonNull(
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(
                HostStart.class, key -> new HostStart(LiveHost::start), HostStart.class));
  }
}
