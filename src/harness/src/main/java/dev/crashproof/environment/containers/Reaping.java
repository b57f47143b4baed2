package dev.crashproof.environment.containers;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.utility.ResourceReaper;

/**
 * Does without Ryuk, Testcontainers' reaping container: its image can't be had everywhere, and the
 * run registry removes what a killed harness left. Testcontainers reads that wish from the
 * environment variable {@code TESTCONTAINERS_RYUK_DISABLED} alone, which a JVM can't set for
 * itself; so its reaper is put in place here, the one that it takes when the variable is set.
 */
final class Reaping {
  private static final Logger LOG = LoggerFactory.getLogger(Reaping.class);

  private Reaping() {}

  /** Before the first use of Docker; a reaper that is already at work stays. */
  static synchronized void withoutRyuk() {
    if (Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"))) {
      return;
    }
    try {
      Field instance = ResourceReaper.class.getDeclaredField("instance");
      instance.setAccessible(true);
      if (instance.get(null) == null) {
        Constructor<?> reaper =
            Class.forName("org.testcontainers.utility.JVMHookResourceReaper")
                .getDeclaredConstructor();
        reaper.setAccessible(true);
        instance.set(null, reaper.newInstance());
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.warn(
          "This version of Testcontainers starts Ryuk; where its image can't be had, set TESTCONTAINERS_RYUK_DISABLED=true",
          e);
    }
  }
}
