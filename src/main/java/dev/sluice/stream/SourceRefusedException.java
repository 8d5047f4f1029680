package dev.sluice.stream;

/** A source may not open a stream now; the message says why in a sentence. */
public final class SourceRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Cause {
    /** The stream has a source, and it may not be replaced. */
    OCCUPIED,
    /** There are as many streams as the configuration allows. */
    FULL
  }

  private final Cause refusal;

  SourceRefusedException(Cause refusal, String message) {
    super(message);
    this.refusal = refusal;
  }

  /** What stands in the way. */
  public Cause refusal() {
    return refusal;
  }
}
