package dev.crashproof.junit;

import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * One of a sweep's tests.
 *
 * @param name as it is displayed
 * @param setup what a parameter of that type gets
 * @param step what it does
 */
record SweepInvocation(String name, SweepSetup setup, Step step)
    implements TestTemplateInvocationContext {

  /** What a test does in place of the method that stands for it. */
  interface Step {

    /**
     * Does it, and fails as a test does.
     *
     * @param body the method itself, to be called or skipped
     */
    void play(InvocationInterceptor.Invocation<Void> body) throws Throwable;

    /** The test passed, with all that other extensions have to say. */
    default void passed() {}
  }

  @Override
  public String getDisplayName(int invocationIndex) {
    return name;
  }

  @Override
  public List<Extension> getAdditionalExtensions() {
    return List.of(new Playing(setup, step));
  }

  private record Playing(SweepSetup setup, Step step)
      implements ParameterResolver, InvocationInterceptor, TestWatcher {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == SweepSetup.class;
    }

    @Override
    public SweepSetup resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return setup;
    }

    @Override
    public void interceptTestTemplateMethod(
        Invocation<Void> invocation,
        ReflectiveInvocationContext<Method> method,
        ExtensionContext context)
        throws Throwable {
      step.play(invocation);
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
      step.passed();
    }
  }
}
