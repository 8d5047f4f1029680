package dev.sluice.rtc.ice;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The addresses with valid checks of a session: a bounded set that evicts the least recently
 * validated address, except the one in use.
 */
final class ValidatedAddresses {
  /** A browser has few candidate pairs; 16 leaves room for several networks. */
  static final int LIMIT = 16;

  // In access order: the eldest entry had its last check the longest time ago.
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
