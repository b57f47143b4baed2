package dev.crashproof.environment.embedded;

import dev.crashproof.process.LeftoverCleaner;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.file.PathUtils;

/**
 * Removes what a run keeps of Postgres outside its directory: the data where another user had to
 * hold it.
 */
final class OtherUsersData implements LeftoverCleaner {
  static final String PREFIX = "crashproof-data-";

  @Override
  public void clean(String runId, Path runDirectory) throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (DirectoryStream<Path> found = Files.newDirectoryStream(temporary, PREFIX + runId + "-*")) {
      for (Path data : found) {
        PathUtils.delete(data);
      }
    }
  }
}
