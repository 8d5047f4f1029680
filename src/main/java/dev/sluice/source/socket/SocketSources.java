package dev.sluice.source.socket;

import dev.sluice.base.log.RateLimitedLog;
import dev.sluice.base.tasks.FaultGuard;
import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.SourceAddress;
import dev.sluice.source.transport.Transport;
import dev.sluice.source.transport.TransportRequest;
import java.util.Set;

/** Makes sources by TCP ({@code tcp://}) and Unix sockets ({@code unix:}). */
public final class SocketSources implements Transport.Factory {
  /** The schemes of their addresses. */
  public static final Set<String> SCHEMES = Set.of(TcpEndpoint.SCHEME, UnixEndpoint.SCHEME);

  private final RateLimitedLog log =
      new RateLimitedLog(System.getLogger(SocketSources.class.getName()), System::nanoTime);
  private final FaultGuard faults;

  /**
   * @param faults catches faults while connections are accepted
   */
  public SocketSources(FaultGuard faults) {
    this.faults = faults;
  }

  @Override
  public Transport open(TransportRequest request) throws AddressException {
    SourceAddress address = request.address();
    boolean unix = address.scheme().equals(UnixEndpoint.SCHEME);
    Endpoint endpoint = unix ? UnixEndpoint.of(address) : TcpEndpoint.of(address, request.reach());
    boolean listens = unix ? UnixEndpoint.listens(address) : TcpEndpoint.listens(address);
    return listens
        ? new ListeningTransport(endpoint, request.stream(), log, faults)
        : new ConnectingTransport(endpoint);
  }
}
