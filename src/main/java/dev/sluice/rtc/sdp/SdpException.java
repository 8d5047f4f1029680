package dev.sluice.rtc.sdp;

/** An offer that cannot be answered; the message is a sentence for the person who sent it. */
public final class SdpException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong and what would be right
   */
  public SdpException(String message) {
    super(message);
  }
}
