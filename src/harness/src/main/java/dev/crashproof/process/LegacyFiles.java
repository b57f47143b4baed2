package dev.crashproof.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A group of version 1 of the kernel's interface: one in each controller's tree.
 *
 * @param memory its directory in the tree of memory
 * @param processor its directory in the tree of processor time
 */
record LegacyFiles(Path memory, Path processor) implements ControlFiles {
  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final String NO_LIMIT = "-1";

  @Override
  public List<Path> directories() {
    return List.of(memory, processor);
  }

  @Override
  public void restrictMemory() throws IOException {
    // What is written to swap would make room without a kill.
    ControlFiles.write(memory.resolve("memory.swappiness"), "0");
    Deadline deadline = Deadline.in(BOUND);
    while (true) {
      try {
        ControlFiles.write(limit(), Long.toString(Math.max(LEAST_MEMORY, used())));
        return;
      } catch (IOException e) {
        // This version refuses a limit below what is used, and more may be used by now.
        if (deadline.passed()) {
          throw e;
        }
      }
    }
  }

  private long used() throws IOException {
    return Long.parseLong(Files.readString(memory.resolve("memory.usage_in_bytes")).trim());
  }

  private Path limit() {
    return memory.resolve("memory.limit_in_bytes");
  }

  @Override
  public int memoryKills() throws IOException {
    return ControlFiles.count(memory.resolve("memory.oom_control"), "oom_kill");
  }

  @Override
  public void limitProcessor(int percentOfOneCore) throws IOException {
    ControlFiles.write(processor.resolve("cpu.cfs_period_us"), Long.toString(PERIOD));
    quota(Long.toString(ControlFiles.share(percentOfOneCore)));
  }

  @Override
  public void lift() throws IOException {
    ControlFiles.write(limit(), NO_LIMIT);
    quota(NO_LIMIT);
  }

  private void quota(String microseconds) throws IOException {
    ControlFiles.write(processor.resolve("cpu.cfs_quota_us"), microseconds);
  }
}
