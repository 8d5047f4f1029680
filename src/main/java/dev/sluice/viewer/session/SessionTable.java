package dev.sluice.viewer.session;

import dev.sluice.rtc.stun.StunPeek;
import dev.sluice.viewer.stats.SessionCounters;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** All sessions by id, by our ufrag and by the viewer's address. Safe for any thread. */
final class SessionTable implements SessionRegistry {
  private final SessionCounters counters;
  private final Map<String, ViewerSession> byId = new ConcurrentHashMap<>();
  private final Map<String, ViewerSession> byUfrag = new ConcurrentHashMap<>();
  private final Map<InetSocketAddress, ViewerSession> byAddress = new ConcurrentHashMap<>();

  SessionTable(SessionCounters counters) {
    this.counters = counters;
  }

  void add(ViewerSession session) {
    byId.put(session.id(), session);
    session.iceState().localUfrags().forEach(ufrag -> byUfrag.put(ufrag, session));
    counters.count(SessionCounters.Event.CREATED);
  }

  void addUfrag(String ufrag, ViewerSession session) {
    byUfrag.put(ufrag, session);
  }

  @Nullable ViewerSession byId(String id) {
    return byId.get(id);
  }

  @Nullable ViewerSession byCheck(byte[] datagram, int offset, int length) {
    String ufrag = StunPeek.localUfrag(datagram, offset, length);
    return ufrag == null ? null : byUfrag.get(ufrag);
  }

  @Nullable ViewerSession byAddress(InetSocketAddress address) {
    return byAddress.get(address);
  }

  /** A live view of the sessions. */
  Collection<ViewerSession> all() {
    return byId.values();
  }

  /** Count of entries of all maps. */
  int entries() {
    return byId.size() + byUfrag.size() + byAddress.size();
  }

  @Override
  public void addAddress(InetSocketAddress address, ViewerSession session) {
    if (byAddress.get(address) != session) {
      byAddress.put(address, session);
    }
  }

  @Override
  public void removeAddress(InetSocketAddress address, ViewerSession session) {
    byAddress.remove(address, session);
  }

  @Override
  public void removeUfrag(String ufrag, ViewerSession session) {
    byUfrag.remove(ufrag, session);
  }

  @Override
  public void remove(ViewerSession session) {
    byId.remove(session.id(), session);
    session.iceState().localUfrags().forEach(ufrag -> byUfrag.remove(ufrag, session));
    session.iceState().remotes().forEach(address -> byAddress.remove(address, session));
  }
}
