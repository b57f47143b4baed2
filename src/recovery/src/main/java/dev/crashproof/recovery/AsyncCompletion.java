package dev.crashproof.recovery;

import com.google.protobuf.ByteString;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.activity.ManualActivityCompletionClient;
import io.temporal.common.interceptors.ActivityExecutionContextBase;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that is to be completed by somebody else, later, is not this process's any more: it
 * survives it. No answer on the wire tells, so it is told here, as soon as the activity says so, or
 * takes its token, which it may have handed on before it does. From then on it is left to the
 * server's timeouts.
 */
final class AsyncCompletion extends WorkerInterceptorBase {
  private final Supplier<@Nullable Journal> journal;

  AsyncCompletion(Supplier<@Nullable Journal> journal) {
    this.journal = journal;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      @Override
      public void init(ActivityExecutionContext context) {
        super.init(new Context(context));
      }
    };
  }

  /** What the activity sees. */
  private final class Context extends ActivityExecutionContextBase {
    private final ActivityExecutionContext context;

    Context(ActivityExecutionContext context) {
      super(context);
      this.context = context;
    }

    @Override
    public byte[] getTaskToken() {
      byte[] token = super.getTaskToken();
      handedOn(token);
      return token;
    }

    /** Tells the token, too. */
    @Override
    public @Nullable ActivityInfo getInfo() {
      ActivityInfo info = super.getInfo();
      return info == null ? null : watched(info);
    }

    // By name, since the SDK's next version may have more methods than are known here.
    private ActivityInfo watched(ActivityInfo info) {
      return (ActivityInfo)
          Proxy.newProxyInstance(
              ActivityInfo.class.getClassLoader(),
              new Class<?>[] {ActivityInfo.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("getTaskToken")) {
                  handedOn(info.getTaskToken());
                }
                try {
                  return method.invoke(info, arguments);
                } catch (InvocationTargetException e) {
                  throw Objects.requireNonNullElse(e.getCause(), e);
                }
              });
    }

    @Override
    public void doNotCompleteOnReturn() {
      handedOn(context.getTaskToken());
      super.doNotCompleteOnReturn();
    }

    /** Lives in this process, and dies with it. */
    @Override
    public ManualActivityCompletionClient useLocalManualCompletion() {
      return context.useLocalManualCompletion();
    }

    private void handedOn(byte[] token) {
      Journal open = journal.get();
      if (open != null) {
        open.settle(ByteString.copyFrom(token));
      }
    }
  }
}
