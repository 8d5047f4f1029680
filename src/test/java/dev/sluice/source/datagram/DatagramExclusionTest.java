package dev.sluice.source.datagram;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.Transport;
import dev.sluice.source.transport.TransportRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatagramExclusionTest {
  @ParameterizedTest
  @CsvSource({
    "udp://:5000, true",
    "udp://127.0.0.1:5000, true",
    "rtp+ts://localhost:5000, true",
    "udp://@239.1.2.3:5000?source=10.0.0.1, false",
    "udp://[ff02::17%lo]:5000, false"
  })
  void onlyThePortOfAGroupCanBeReceivedTwice(String address, boolean exclusive)
      throws AddressException {
    try (Transport transport = TransportRun.open(new DatagramSources(), address)) {
      assertEquals(exclusive, transport.exclusive());
    }
  }
}
