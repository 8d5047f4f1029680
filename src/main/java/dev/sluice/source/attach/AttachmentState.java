package dev.sluice.source.attach;

/** State of an attachment. */
public enum AttachmentState {
  /** It is connected on demand, and there is no viewer. */
  IDLE,
  /** It connects, or listens for a sender. */
  CONNECTING,
  /** It is connected; nothing has arrived yet. */
  CONNECTED,
  /** Media arrive. */
  LIVE,
  /** Media arrive, and viewers get those of another source until this one takes over. */
  STANDBY,
  /** The last connection ended; the next one follows after a pause. */
  RETRYING,
  /** Another source has taken over the stream. It is connected again when that one ends. */
  REPLACED,
  /** The source has no more, or failed as often as it may. */
  ENDED
}
