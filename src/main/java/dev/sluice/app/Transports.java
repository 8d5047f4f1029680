package dev.sluice.app;

import dev.sluice.base.tasks.FaultGuard;
import dev.sluice.source.attach.ChannelTransports;
import dev.sluice.source.datagram.DatagramSources;
import dev.sluice.source.http.HttpTransport;
import dev.sluice.source.java.JavaSettings;
import dev.sluice.source.java.JavaSources;
import dev.sluice.source.local.LocalSources;
import dev.sluice.source.socket.SocketSources;
import dev.sluice.source.srt.SrtRuntime;
import dev.sluice.source.srt.SrtTransports;
import dev.sluice.source.transport.Transport;
import dev.sluice.source.trickle.TricklePublisher;
import dev.sluice.source.trickle.TrickleTransport;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The transports of sources by the schemes of their addresses. */
final class Transports {
  private final Map<String, Transport.Factory> byScheme = new TreeMap<>();
  private final DatagramSources datagrams = new DatagramSources();

  Transports(SrtRuntime srt, JavaSettings producers, FaultGuard faults) {
    put(Set.of("http", "https"), HttpTransport::open);
    put(Set.of("trickle+http", "trickle+https"), TrickleTransport::open);
    put(DatagramSources.SCHEMES, datagrams);
    put(SocketSources.SCHEMES, new SocketSources(faults));
    put(LocalSources.SCHEMES, new LocalSources());
    put(Set.of(JavaSources.SCHEME), new JavaSources(producers));
    put(Set.of("srt"), new SrtTransports(srt));
  }

  private void put(Set<String> schemes, Transport.Factory factory) {
    schemes.forEach(scheme -> byScheme.put(scheme, factory));
  }

  Map<String, Transport.Factory> byScheme() {
    return Map.copyOf(byScheme);
  }

  /** Trickle channels beside the media. */
  ChannelTransports channels() {
    return new ChannelTransports(TrickleTransport::openData, TricklePublisher::open);
  }

  /** Sources by UDP, for metrics. */
  DatagramSources datagrams() {
    return datagrams;
  }
}
