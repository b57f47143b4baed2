package dev.crashproof.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A group of version 2 of the kernel's interface.
 *
 * @param group its directory
 */
record UnifiedFiles(Path group) implements ControlFiles {
  private static final String NO_LIMIT = "max";

  @Override
  public List<Path> directories() {
    return List.of(group);
  }

  @Override
  public void restrictMemory() throws IOException {
    swap("0");
    ControlFiles.write(group.resolve("memory.max"), Long.toString(LEAST_MEMORY));
  }

  @Override
  public int memoryKills() throws IOException {
    return ControlFiles.count(group.resolve("memory.events"), "oom_kill");
  }

  @Override
  public void limitProcessor(int percentOfOneCore) throws IOException {
    processor(Long.toString(ControlFiles.share(percentOfOneCore)));
  }

  @Override
  public void lift() throws IOException {
    ControlFiles.write(group.resolve("memory.max"), NO_LIMIT);
    swap(NO_LIMIT);
    processor(NO_LIMIT);
  }

  private void processor(String share) throws IOException {
    ControlFiles.write(group.resolve("cpu.max"), share + ' ' + PERIOD);
  }

  /** A kernel built without swap has no such file. */
  private void swap(String bytes) throws IOException {
    Path file = group.resolve("memory.swap.max");
    if (Files.exists(file)) {
      ControlFiles.write(file, bytes);
    }
  }
}
