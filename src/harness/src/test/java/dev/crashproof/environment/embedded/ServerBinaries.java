package dev.crashproof.environment.embedded;

import com.github.dockerjava.api.DockerClient;
import dev.crashproof.environment.containers.ServerImages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A {@code temporal-server} and its tool, copied out of the images where there are any. */
final class ServerBinaries {
  private ServerBinaries() {}

  /** The server's path in the directory, or nothing where there are no images. */
  static Optional<Path> copiedTo(Path directory) throws IOException {
    Optional<ServerImages> images = ServerImages.here();
    if (images.isEmpty()) {
      return Optional.empty();
    }
    DockerClient client = images.get().client();
    copy(client, images.get().tools(), "temporal-sql-tool", directory);
    return Optional.of(copy(client, images.get().server(), "temporal-server", directory));
  }

  private static Path copy(DockerClient client, String image, String name, Path directory)
      throws IOException {
    String container = client.createContainerCmd(image).exec().getId();
    try (InputStream stream =
            client.copyArchiveFromContainerCmd(container, "/usr/local/bin/" + name).exec();
        TarArchiveInputStream tar = new TarArchiveInputStream(stream)) {
      tar.getNextEntry();
      Path file = directory.resolve(name);
      Files.copy(tar, file);
      if (!file.toFile().setExecutable(true)) {
        throw new IOException(file + " could not be made executable");
      }
      return file;
    } finally {
      client.removeContainerCmd(container).withForce(true).exec();
    }
  }
}
