package dev.sluice.net.address;

import dev.sluice.base.settings.SettingType;
import dev.sluice.base.settings.SettingTypes;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * A range of IP addresses in CIDR notation (RFC 4632), such as {@code 10.0.0.0/8}.
 *
 * @param network any address of the block
 * @param prefixBits number of leading bits that all addresses of the block share
 */
public record AddressBlock(InetAddress network, int prefixBits) {
  private static final int BYTE_BITS = 8;

  /** Reads {@code ADDRESS/BITS} or a single address; empty for anything else. */
  public static Optional<AddressBlock> parse(String text) {
    int slash = text.indexOf('/');
    try {
      InetAddress network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
      int most = network.getAddress().length * BYTE_BITS;
      int bits = slash < 0 ? most : Integer.parseUnsignedInt(text.substring(slash + 1));
      return bits <= most ? Optional.of(new AddressBlock(network, bits)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The type of settings that are lists of blocks. */
  public static SettingType<List<AddressBlock>> listType() {
    return SettingTypes.list(
        "a list of addresses or blocks such as 10.0.0.0/8", AddressBlock::parse);
  }

  /** Whether the block contains an address. */
  public boolean contains(InetAddress address) {
    byte[] own = network.getAddress();
    byte[] other = address.getAddress();
    if (own.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < prefixBits; bit += BYTE_BITS) {
      int shift = Math.max(0, BYTE_BITS - (prefixBits - bit));
      int at = bit / BYTE_BITS;
      if ((own[at] & 0xFF) >> shift != (other[at] & 0xFF) >> shift) {
        return false;
      }
    }
    return true;
  }

  /** Whether any of the blocks contains an address. */
  public static boolean anyContains(List<AddressBlock> blocks, InetAddress address) {
    for (AddressBlock block : blocks) {
      if (block.contains(address)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return network.getHostAddress() + "/" + prefixBits;
  }
}
