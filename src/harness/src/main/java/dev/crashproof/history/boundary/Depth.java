package dev.crashproof.history.boundary;

/** How thoroughly a plan strikes. */
public enum Depth {
  /** Each cut once: boundaries that are the same cut are struck at one of them. */
  NORMAL,
  /** Each boundary, be it the same cut as another. */
  FULL
}
