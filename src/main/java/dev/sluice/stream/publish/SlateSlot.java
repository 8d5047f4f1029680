package dev.sluice.stream.publish;

import org.jspecify.annotations.Nullable;

/** The slate of a stream, if it has one. All but {@link #shown} needs the publisher's lock. */
final class SlateSlot {
  private @Nullable Publication slate;
  private volatile boolean shown;

  /** Puts a slate in, which is not shown yet; the one before ends. */
  void set(Publication newest) {
    clear();
    slate = newest;
  }

  /** Ends the slate. */
  void clear() {
    if (slate != null) {
      slate.end();
    }
    slate = null;
    shown = false;
  }

  /** Whether a publication is that of the slate. */
  boolean has(Publication publication) {
    return publication == slate;
  }

  /** Whether the slate is shown in place of a source. For any thread. */
  boolean shown() {
    return shown;
  }

  /** The slate is shown from now on. */
  void show() {
    shown = true;
  }

  /** The slate gives way to a source. */
  void giveWay() {
    if (slate != null && shown) {
      slate.standBy();
    }
    shown = false;
  }
}
