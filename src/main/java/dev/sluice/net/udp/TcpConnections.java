package dev.sluice.net.udp;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many connections there are, in all and of each address. Safe for any thread. */
final class TcpConnections {
  private final int most;
  private final int mostPerAddress;
  private final AtomicInteger all = new AtomicInteger();
  private final Map<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();

  TcpConnections(int most, int mostPerAddress) {
    this.most = most;
    this.mostPerAddress = mostPerAddress;
  }

  /** Whether one more is let in; if so, {@link #left} is called at its end. */
  boolean enter(InetAddress address) {
    if (all.incrementAndGet() <= most) {
      if (byAddress.merge(address, 1, Integer::sum) <= mostPerAddress) {
        return true;
      }
      forget(address);
    }
    all.decrementAndGet();
    return false;
  }

  void left(InetAddress address) {
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
