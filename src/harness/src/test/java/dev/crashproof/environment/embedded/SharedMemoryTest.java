package dev.crashproof.environment.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SharedMemoryTest {
  /** Key, id, permissions, size, creator, last user, attached. */
  private static final List<String> SEGMENTS =
      List.of(
          "       key      shmid perms                  size  cpid  lpid nattch   uid",
          "  10701291         30   600                    56 21223 21235      0     0",
          "  10699044         40   600                    56  4089  5414      6     0");

  @Test
  void aSegmentOfTheDeadPostgresIsItsOwn() {
    assertThat(SharedMemory.isItsOwn(SEGMENTS, "30", "21223")).isTrue();
  }

  @Test
  void aSegmentOfTheSameIdByAnotherCreatorIsNot() {
    assertThat(SharedMemory.isItsOwn(SEGMENTS, "30", "999")).isFalse();
  }

  @Test
  void aSegmentInUseIsNot() {
    assertThat(SharedMemory.isItsOwn(SEGMENTS, "40", "4089")).isFalse();
  }

  @Test
  void aSegmentThatIsGoneIsNot() {
    assertThat(SharedMemory.isItsOwn(SEGMENTS, "50", "21223")).isFalse();
  }
}
