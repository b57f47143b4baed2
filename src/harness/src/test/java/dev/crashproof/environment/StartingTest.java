package dev.crashproof.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crashproof.process.ProcessException;
import dev.crashproof.process.Run;
import dev.crashproof.process.RunRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartingTest {
  private final AtomicInteger closes = new AtomicInteger();
  private final Starting starting = new Starting();

  @Test
  void hasNothingToCloseBeforeAndAfter() {
    starting.close();
    Starting another = new Starting();
    assertThat(another.start(this::environment)).isNotNull();
    another.close();
    assertThat(closes).hasValue(0);
  }

  @Test
  void aStartThatFailedLeavesNothingToClose() {
    assertThatThrownBy(
            () ->
                starting.start(
                    () -> {
                      throw new EnvironmentException("no");
                    }))
        .hasMessage("no");
    starting.close();
  }

  @Test
  void aRunThatIsClosedHalfWayThroughStaysKnownToTheNextOne(@TempDir Path temp) {
    Run run = new RunRegistry(temp.resolve("runs"), List.of()).open();
    run.onClose("environment", starting);
    assertThatThrownBy(
            () ->
                starting.start(
                    () -> {
                      assertThatThrownBy(run::close)
                          .isInstanceOf(ProcessException.class)
                          .hasMessageContaining("still being started");
                      return environment();
                    }))
        .isInstanceOf(EnvironmentException.class);
    assertThat(run.directory()).exists();
    assertThat(closes).as("what was started all the same is closed").hasValue(1);
  }

  private Environment environment() {
    return new Environment() {
      @Override
      public Description description() {
        throw new UnsupportedOperationException();
      }

      @Override
      public String temporalAddress() {
        throw new UnsupportedOperationException();
      }

      @Override
      public String newNamespace(String prefix) {
        throw new UnsupportedOperationException();
      }

      @Override
      public Database newDatabase(String prefix) {
        throw new UnsupportedOperationException();
      }

      @Override
      public void close() {
        closes.incrementAndGet();
      }
    };
  }
}
