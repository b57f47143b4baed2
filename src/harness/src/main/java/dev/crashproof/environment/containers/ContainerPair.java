package dev.crashproof.environment.containers;

import dev.crashproof.environment.Database;
import dev.crashproof.environment.SmallVolume;
import dev.crashproof.environment.servers.DatabaseControl;
import dev.crashproof.environment.servers.RestartablePair;
import dev.crashproof.environment.servers.Servers;

/** The two servers in containers, with a small volume beside them. */
class ContainerPair extends RestartablePair implements SmallVolume {
  private final SmallVolume volume;

  ContainerPair(
      Servers servers, DatabaseControl postgres, ServerContainer temporal, SmallVolume volume) {
    super(servers, postgres, temporal);
    this.volume = volume;
  }

  @Override
  public final Database newDatabaseOnSmallVolume(String prefix) {
    return volume.newDatabaseOnSmallVolume(prefix);
  }

  @Override
  public final void fillVolume() {
    volume.fillVolume();
  }

  @Override
  public final void freeVolume() {
    volume.freeVolume();
  }
}
