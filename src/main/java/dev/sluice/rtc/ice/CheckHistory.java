package dev.sluice.rtc.ice;

/**
 * The checks from one address, as far as they show whether our answers arrive there.
 *
 * <p>A client repeats a transaction until its answer arrives (RFC 8489 section 6.2.1). So a
 * repeated transaction shows that an answer was lost. On a path whose other direction is blocked,
 * this happens to every transaction.
 */
final class CheckHistory {
  private boolean nominated;
  private boolean unanswered;

  /**
   * Notes a new transaction. Regular nomination follows an answer (RFC 8445 section 8.1.1): so an
   * answer has arrived if an earlier transaction did not nominate the address and this one does.
   */
  void onNew(boolean nominates) {
    if (nominates && !nominated) {
      unanswered = false;
      nominated = true;
    }
  }

  /** Notes a repeated transaction. Some clients repeat that of an answered check to nominate. */
  void onRepeated(boolean nominates) {
    unanswered = nominated || !nominates;
    nominated |= nominates;
  }

  /** Notes DTLS or SRTCP from the address: agents send it only after an answer arrived. */
  void onMedia() {
    unanswered = false;
  }

  /** Whether our answers probably do not arrive. */
  boolean unanswered() {
    return unanswered;
  }
}
