package dev.sluice.stream.life;

/** A source may not open a stream now; the message states the reason in a sentence. */
public final class SourceRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The reason for the refusal. */
  public enum Cause {
    /** The stream has a source, and it may not be replaced. */
    OCCUPIED,
    /** There are as many streams as the configuration allows. */
    FULL,
    /** The logs of all streams have little memory left. */
    NO_MEMORY,
    /** The address has as many sources without tracks as the configuration allows. */
    ADDRESS_FULL
  }

  private final Cause refusal;

  /** A refusal for that reason. */
  public SourceRefusedException(Cause refusal, String message) {
    super(message);
    this.refusal = refusal;
  }

  /** The reason for the refusal. */
  public Cause refusal() {
    return refusal;
  }
}
