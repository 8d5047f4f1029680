package dev.sluice.net.address;

import java.net.InetAddress;
import java.util.List;

/**
 * The keys of clients in limits per address. Exempt addresses, such as those of reverse proxies,
 * have the empty key.
 */
public final class LimitKeys {
  private static final int NETWORK_BYTES = 8;

  private final List<AddressBlock> exempt;

  /**
   * @param exempt addresses without limits
   */
  public LimitKeys(List<AddressBlock> exempt) {
    this.exempt = List.copyOf(exempt);
  }

  /**
   * The key of an address: the IPv4 address, or the /64 of the IPv6 address, because one host may
   * use any address of its /64. Empty for an exempt address.
   */
  public String of(InetAddress address) {
    return AddressBlock.anyContains(exempt, address) ? "" : keyOf(address);
  }

  private static String keyOf(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length <= NETWORK_BYTES) {
      return address.getHostAddress();
    }
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < NETWORK_BYTES; i += 2) {
      key.append(Integer.toHexString((bytes[i] & 0xFF) << 8 | (bytes[i + 1] & 0xFF))).append(':');
    }
    return key.append(":/64").toString();
  }
}
