package dev.sluice.source.transport;

/** An address that cannot be used; the message says why in a sentence, without secrets. */
public final class AddressException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With a sentence for people. */
  public AddressException(String sentence) {
    super(sentence);
  }
}
