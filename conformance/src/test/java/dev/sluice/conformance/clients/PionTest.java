package dev.sluice.conformance.clients;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The contract of all clients, and ICE restarts. */
class PionTest extends ClientContract {
  PionTest() {
    super(ProgramClient.pion());
  }

  @Test
  @Tag("quick")
  void playsThroughAnIceRestart() throws Exception {
    checkRestart();
  }
}
