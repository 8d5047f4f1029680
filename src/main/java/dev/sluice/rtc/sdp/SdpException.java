package dev.sluice.rtc.sdp;

/** An offer that cannot be answered. The message is a sentence for the viewer's developer. */
public class SdpException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message the fault and, where possible, the remedy
   */
  public SdpException(String message) {
    super(message);
  }
}
