package dev.crashproof.environment;

/** An environment that has a small volume on which a database can live, and which can be filled. */
public interface SmallVolume {

  /**
   * Creates an empty database whose tables lie on the small volume.
   *
   * @param prefix as for {@link Environment#newDatabase}
   */
  Database newDatabaseOnSmallVolume(String prefix);

  /** Fills the volume: a write that needs room fails when this returns (SQLSTATE 53100). */
  void fillVolume();

  /** Makes room again. */
  void freeVolume();
}
