package dev.sluice.net.udp;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts and limits TCP connections, in total and per address. Safe for any thread. */
final class TcpConnections {
  private final int max;
  private final int maxPerAddress;
  private final AtomicInteger all = new AtomicInteger();
  private final Map<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

  TcpConnections(int max, int maxPerAddress) {
    this.max = max;
    this.maxPerAddress = maxPerAddress;
  }

  /**
   * Admits a connection if the limits allow it. An admitted one is later passed to {@link
   * #release}.
   */
  boolean admit(InetAddress address) {
    if (all.incrementAndGet() <= max) {
      if (byAddress.merge(address, 1, Integer::sum) <= maxPerAddress) {
        return true;
      }
      forget(address);
    }
    all.decrementAndGet();
    return false;
  }

  void release(InetAddress address) {
    forget(address);
    all.decrementAndGet();
  }

  private void forget(InetAddress address) {
    byAddress.compute(address, (key, count) -> count == null || count <= 1 ? null : count - 1);
  }

  int count() {
    return all.get();
  }
}
