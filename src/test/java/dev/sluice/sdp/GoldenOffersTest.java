package dev.sluice.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every client's offer gets picture and sound. */
class GoldenOffersTest {
  @ParameterizedTest
  @FieldSource("dev.sluice.sdp.Offers#GOLDEN")
  void bothAreAccepted(String name) throws SdpException {
    SdpAnswer answer = Offers.answer(Offers.golden(name), Offers.BOTH, Offers.HIGH_31);
    assertTrue(answer.video().isPresent());
    assertTrue(answer.audio().isPresent());
    assertEquals("sha-256", answer.remoteFingerprint().algorithm());
    assertEquals(SetupRole.ACTPASS, answer.remoteSetup());
  }
}
