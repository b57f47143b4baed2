package dev.crashproof.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When an attempt stops being its worker's, while its method still runs. */
class AsyncCompletionTest {
  private static final String TOKEN = "token";

  private Workplace workplace;
  private Journal journal;
  private ActivityExecutionContext seen;

  @BeforeEach
  void begin(@TempDir Path temporary) throws IOException {
    workplace = Workplace.open(temporary.resolve("journals"));
    journal = workplace.begin();
    journal.take(Samples.activity(TOKEN));
    AtomicReference<@Nullable ActivityExecutionContext> context = new AtomicReference<>();
    new AsyncCompletion(() -> journal)
        .interceptActivity(last(context))
        .init(
            (ActivityExecutionContext)
                Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {ActivityExecutionContext.class},
                    (proxy, method, arguments) -> answer(method)));
    seen = Objects.requireNonNull(context.get());
  }

  private static @Nullable Object answer(Method method) {
    return switch (method.getName()) {
      case "getTaskToken" -> TOKEN.getBytes(StandardCharsets.UTF_8);
      case "getInfo" -> info();
      default -> method.getReturnType() == boolean.class ? false : null;
    };
  }

  private static ActivityInfo info() {
    return (ActivityInfo)
        Proxy.newProxyInstance(
            ActivityInfo.class.getClassLoader(),
            new Class<?>[] {ActivityInfo.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getTaskToken")) {
                return TOKEN.getBytes(StandardCharsets.UTF_8);
              }
              if (method.getName().equals("getActivityId")) {
                return "activity-1";
              }
              throw new IllegalStateException("nothing is known of that");
            });
  }

  @AfterEach
  void end() {
    workplace.end(journal);
  }

  @Test
  void whatIsToBeCompletedBySomebodyElseIsNotHeldFromThatWordOn() {
    seen.doNotCompleteOnReturn();

    assertThat(journal.size()).isZero();
  }

  @Test
  void whoTakesTheTokenMayHaveHandedItOnBeforeHeSaysSo() {
    assertThat(seen.getTaskToken()).asString().isEqualTo(TOKEN);

    assertThat(journal.size()).isZero();
  }

  @Test
  void soMayHeWhoTakesItFromWhatIsSaidOfTheActivity() {
    assertThat(seen.getInfo().getTaskToken()).asString().isEqualTo(TOKEN);

    assertThat(journal.size()).isZero();
  }

  @Test
  void whatIsSaidOfTheActivityFailsAsItDidBefore() {
    assertThatIllegalStateException()
        .isThrownBy(() -> seen.getInfo().getAttempt())
        .withMessage("nothing is known of that");
  }

  @Test
  void aCompletionInThisProcessDiesWithIt() {
    seen.useLocalManualCompletion();

    assertThat(journal.size()).isOne();
  }

  @Test
  void anAttemptThatOnlyWorksIsHeld() {
    seen.heartbeat("on the way");
    assertThat(seen.getInfo().getActivityId()).isEqualTo("activity-1");

    assertThat(journal.size()).isOne();
  }

  private static ActivityInboundCallsInterceptor last(
      AtomicReference<@Nullable ActivityExecutionContext> context) {
    return new ActivityInboundCallsInterceptorBase(null) {
      @Override
      public void init(ActivityExecutionContext given) {
        context.set(given);
      }
    };
  }
}
