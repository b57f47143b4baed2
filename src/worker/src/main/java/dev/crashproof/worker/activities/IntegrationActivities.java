package dev.crashproof.worker.activities;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** Other people's services: calling them, and making what is wanted of what they answer. */
@ActivityInterface
public interface IntegrationActivities {

  /**
   * Calls a service over HTTP. Every attempt sends the same {@code Idempotency-Key}, so that the
   * service can tell a second attempt from a second call. Its effect tells the method, the address
   * without its query, and the status.
   *
   * <ul>
   *   <li>2xx is an answer.
   *   <li>408, 425, 429, 5xx, no answer within the timeout, and a connection that fails may pass:
   *       the attempt fails, and another one follows, after {@code Retry-After} if that was given.
   *   <li>Anything else would be the same the next time: the activity fails for good.
   * </ul>
   */
  @ActivityMethod(name = "call_api")
  ApiAnswer callApi(ApiCall call);

  /**
   * What a JMESPath expression makes of JSON. The same for the same input, always. Its effect tells
   * the digest of the result. An expression that is wrong, or whose result is too large, fails for
   * good.
   */
  @ActivityMethod(name = "transform_data")
  JsonText transformData(Transformation transformation);
}
