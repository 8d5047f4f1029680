package dev.sluice.rtc.ice;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The addresses with valid checks of a session: a bounded map that evicts the least recently
 * validated address, except the one in use.
 */
final class ValidatedAddresses {
  /** A browser has few candidate pairs; 16 leaves room for several networks. */
  static final int LIMIT = 16;

  // In access order: the eldest entry had its last check the longest time ago.
  private final Map<InetSocketAddress, CheckHistory> addresses =
      new LinkedHashMap<>(4, 0.75f, /* accessOrder= */ true);

  /** The history of the address, which is added if it is new. */
  CheckHistory add(InetSocketAddress address, @Nullable InetSocketAddress keep) {
    if (keep != null) {
      addresses.get(keep);
    }
    CheckHistory history = addresses.computeIfAbsent(address, added -> new CheckHistory());
    if (addresses.size() > LIMIT) {
      addresses.remove(addresses.keySet().iterator().next());
    }
    return history;
  }

  boolean contains(InetSocketAddress address) {
    return addresses.containsKey(address);
  }

  /** The history of the address; null if it is not valid. */
  @Nullable CheckHistory of(@Nullable InetSocketAddress address) {
    return address == null ? null : addresses.get(address);
  }

  /** Whether our answers to checks from the address probably do not arrive. */
  boolean unanswered(@Nullable InetSocketAddress address) {
    CheckHistory history = of(address);
    return history != null && history.unanswered();
  }
}
