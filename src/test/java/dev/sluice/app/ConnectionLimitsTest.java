package dev.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConnectionLimitsTest {
  @Test
  void theSettingsHoldWhileThereAreDescriptors() {
    ConnectionLimits limits = ConnectionLimits.within(65_536, 10_000, 1000);
    assertEquals(10_000, limits.publicHttp());
    assertEquals(1000, limits.media());
  }

  @ParameterizedTest
  @ValueSource(longs = {64, 256, 1024, 4096, 15_000})
  void descriptorsAreLeftForEverythingElse(long descriptors) {
    ConnectionLimits limits = ConnectionLimits.within(descriptors, 10_000, 1000);
    long connections = limits.publicHttp() + limits.control() + limits.media();
    assertTrue(connections <= descriptors - Math.min(256, descriptors / 2) + 1, limits::toString);
    assertTrue(limits.publicHttp() > limits.control(), limits::toString);
    assertTrue(limits.media() > 0, limits::toString);
    assertEquals(0, ConnectionLimits.within(descriptors, 10_000, 0).media());
  }

  @Test
  void thisProcessKnowsItsLimit() {
    assertTrue(ConnectionLimits.descriptors() > 0);
  }
}
