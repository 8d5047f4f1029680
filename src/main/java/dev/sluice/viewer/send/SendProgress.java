package dev.sluice.viewer.send;

/** How far a viewer's sending has got in its turn. */
public enum SendProgress {
  /** Everything there was has left. */
  DRAINED,
  /**
   * Something is left: the pacer or the socket held it back, and the next turn should come soon.
   */
  HELD_BACK
}
