package dev.crashproof.junit;

import dev.crashproof.checker.Validity;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** The sweeps of this class are played by a {@link FakeHost}, by this script. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FakeHost.Hosting.class)
@interface Scripted {
  String[] boundaries() default {Scripts.BEFORE, Scripts.AFTER, Scripts.IDLE};

  String[] invalid() default {};

  String[] unknown() default {};

  /** Boundaries that the sweep forgets to tell of. */
  String[] forgotten() default {};

  /** Why there are no servers. */
  String noServers() default "";

  /** Why the golden runs fail. */
  String planFails() default "";

  /** The boundary at which the sweep throws. */
  String stopsAt() default "";

  /** What becomes of the plan when it is held against the wire logs. */
  Validity audit() default Validity.VALID;
}
