package dev.sluice.rtc.ice;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The addresses from which a session had valid checks: a small set, of which the one validated
 * longest ago has to go first, but never the one in use.
 */
final class ValidatedAddresses {
  /** A browser pairs few local candidates with ours; 16 leaves room for several networks. */
  static final int LIMIT = 16;

  // In access order: the eldest entry is the one whose last check is longest ago.
  private final Map<InetSocketAddress, Boolean> addresses = new LinkedHashMap<>(4, 0.75f, true);

  void add(InetSocketAddress address, @Nullable InetSocketAddress keep) {
    if (keep != null) {
      addresses.get(keep);
    }
    addresses.put(address, Boolean.TRUE);
    if (addresses.size() > LIMIT) {
      addresses.remove(addresses.keySet().iterator().next());
    }
  }

  boolean contains(InetSocketAddress address) {
    return addresses.containsKey(address);
  }
}
