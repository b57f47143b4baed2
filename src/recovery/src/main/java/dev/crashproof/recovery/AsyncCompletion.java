package dev.crashproof.recovery;

import com.google.protobuf.ByteString;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An activity that returned to be completed by somebody else, later, is not this process's any
 * more: it survives it. No answer on the wire tells, so it is told here.
 */
final class AsyncCompletion extends WorkerInterceptorBase {
  private final Supplier<@Nullable Journal> journal;

  AsyncCompletion(Supplier<@Nullable Journal> journal) {
    this.journal = journal;
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      private @Nullable ActivityExecutionContext context;

      @Override
      public void init(ActivityExecutionContext context) {
        this.context = context;
        super.init(context);
      }

      @Override
      public ActivityOutput execute(ActivityInput input) {
        ActivityOutput output = super.execute(input);
        Journal open = journal.get();
        // A local manual completion lives in this process, and dies with it.
        if (open != null
            && context != null
            && context.isDoNotCompleteOnReturn()
            && !context.isUseLocalManualCompletion()) {
          open.settle(ByteString.copyFrom(context.getTaskToken()));
        }
        return output;
      }
    };
  }
}
