package dev.sluice.net.address;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LimitKeysTest {
  private final LimitKeys keys =
      new LimitKeys(List.of(AddressBlock.parse("10.0.0.0/8").orElseThrow()));

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
    "2001:db8:1:2::, 2001:db8:1:2::/64",
    "::1, 0:0:0:0::/64",
    "::ffff:192.0.2.1, 192.0.2.1",
    "10.2.3.4, ''",
    "::ffff:10.2.3.4, ''"
  })
  void limitsCountANetworkAsOneClientAndExemptOnesNotAtAll(String address, String key) {
    assertEquals(key, keys.of(InetAddress.ofLiteral(address)));
  }
}
