package dev.sluice.source.trickle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.SourceAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TrickleAddressTest {
  private static TrickleAddress address(String text) throws AddressException {
    return TrickleAddress.of(SourceAddress.parse(text));
  }

  @Test
  void segmentIsPartOfThePath() throws AddressException {
    TrickleAddress address = address("trickle+https://host.example/ai/trickle/a-out");
    assertEquals("/ai/trickle/a-out/-2", address.segment(address.start()).target());
    assertTrue(address.channel().secure());
    assertTrue(address.waitsIfMissing());
    assertFalse(address.waitsAfterEnd());
    assertEquals(7, address.failures());
  }

  @Test
  void optionsOfTheSubscriberAreNotSent() throws AddressException {
    TrickleAddress address =
        address("trickle+http://h/c/?start=next&key=1&missing=stop&ended=wait&failures=3");
    assertEquals("/c/-1?key=1", address.segment(address.start()).target());
    assertFalse(address.waitsIfMissing());
    assertTrue(address.waitsAfterEnd());
    assertEquals(3, address.failures());
  }

  @ParameterizedTest
  @ValueSource(strings = {"start=-3", "start=5", "missing=", "ended=never", "failures=0"})
  void otherValuesAreRefused(String option) {
    assertThrows(AddressException.class, () -> address("trickle+http://h/c?" + option));
  }
}
