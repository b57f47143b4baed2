package dev.crashproof.environment.containers;

import dev.crashproof.environment.GuardedServer;
import dev.crashproof.environment.SmallVolume;
import dev.crashproof.environment.servers.DatabaseControl;
import dev.crashproof.environment.servers.Servers;

/** A {@link ContainerPair} whose Temporal server has a guarded door too. */
final class GuardedPair extends ContainerPair implements GuardedServer {
  private final ServerContainer temporal;

  GuardedPair(
      Servers servers, DatabaseControl postgres, ServerContainer temporal, SmallVolume volume) {
    super(servers, postgres, temporal, volume);
    this.temporal = temporal;
  }

  @Override
  public String guardedAddress() {
    return temporal.guardedAddress();
  }
}
