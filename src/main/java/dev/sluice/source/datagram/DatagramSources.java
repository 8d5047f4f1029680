package dev.sluice.source.datagram;

import dev.sluice.base.counters.SharedEnumCounters;
import dev.sluice.base.log.RateLimitedLog;
import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.Transport;
import dev.sluice.source.transport.TransportRequest;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Makes sources by UDP ({@code udp://} and {@code rtp+ts://}), and counts their events. */
public final class DatagramSources implements Transport.Factory {
  /** The schemes of their addresses. */
  public static final Set<String> SCHEMES = Set.of(DatagramAddress.UDP, DatagramAddress.RTP);

  /** 3 s of 10 Mbit/s: a pause of the process loses nothing. */
  static final int RECEIVE_BUFFER_BYTES = 4 << 20;

  private static final String SMALL_BUFFER = "buffer";

  private final SharedEnumCounters<DatagramCounter> counters =
      new SharedEnumCounters<>(DatagramCounter.class);
  private final RateLimitedLog log =
      new RateLimitedLog(System.getLogger(DatagramSources.class.getName()), System::nanoTime);
  private final boolean portable;

  /** Sources with the best sockets of this machine. */
  public DatagramSources() {
    this(false);
  }

  /**
   * @param portable whether sockets are those of the Java library, as they are without Linux
   */
  DatagramSources(boolean portable) {
    this.portable = portable;
  }

  @Override
  public Transport open(TransportRequest request) throws AddressException {
    return new DatagramTransport(
        this, DatagramAddress.of(request.address()), request.stream(), log);
  }

  /** The events of all sources. */
  public SharedEnumCounters<DatagramCounter> counters() {
    return counters;
  }

  /** Binds a socket. */
  DatagramReceiver bind(DatagramAddress address) throws IOException {
    try {
      Optional<DatagramReceiver> socket =
          portable ? Optional.empty() : NativeReceiver.open(address, RECEIVE_BUFFER_BYTES);
      DatagramReceiver receiver =
          socket.isPresent() ? socket.get() : ChannelReceiver.open(address, RECEIVE_BUFFER_BYTES);
      warnOfSmallBuffer(receiver.receiveBufferBytes());
      return receiver;
    } catch (UnknownHostException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(sentence(address, e), e);
    }
  }

  private void warnOfSmallBuffer(int granted) {
    if (granted < RECEIVE_BUFFER_BYTES) {
      log.log(
          Level.WARNING,
          SMALL_BUFFER,
          ("The kernel grants UDP sources a receive buffer of %d bytes, not %d: a short pause of"
                  + " the process may lose datagrams. Set it with: sysctl -w net.core.rmem_max=%d")
              .formatted(granted, RECEIVE_BUFFER_BYTES, RECEIVE_BUFFER_BYTES));
    }
  }

  private static String sentence(DatagramAddress address, IOException cause) {
    String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    if (text.contains("in use")) {
      return "UDP port %d is in use by another program or stream.".formatted(address.port());
    }
    if (text.contains("assign requested")) {
      return ("%s is no address of this machine. An address with udp:// names where datagrams are"
              + " received, not who sends them; udp://:%d receives at all local addresses.")
          .formatted(address.host(), address.port());
    }
    if (text.contains("permission denied")) {
      return "UDP port %d may not be bound: permission denied.".formatted(address.port());
    }
    if (text.contains("no such device")) {
      return "The group %s cannot be joined without a route to it: name an interface, as in"
              .formatted(address.host())
          + " ?interface=eth0.";
    }
    return "UDP port %d cannot be received: %s".formatted(address.port(), cause.getMessage());
  }
}
