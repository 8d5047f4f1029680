package dev.sluice.net.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.context.Context;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.encoding.ContentEncodingContext;
import io.helidon.http.media.MediaContext;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.http.DirectHandlers;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * The context of a connection, with the watched bytes in place of the socket's and the {@link
 * WatchedConnection} registered where requests find it.
 */
final class WatchedContext implements ConnectionContext {
  private final ConnectionContext plain;
  private final Transport transport;
  private final DataReader reader;
  private final ExecutorService executor;
  private final ListenerContext listener;

  WatchedContext(ConnectionContext plain, Transport transport, WatchedConnection connection) {
    this.plain = plain;
    this.transport = transport;
    this.reader = new BoundedReader(connection);
    this.executor = connection.executor(plain.executor());
    Context context = Context.builder().parent(plain.listenerContext().context()).build();
    context.register(connection);
    this.listener = new Listener(plain.listenerContext(), context);
  }

  @Override
  public ListenerContext listenerContext() {
    return listener;
  }

  @Override
  public DataReader dataReader() {
    return reader;
  }

  @Override
  public ExecutorService executor() {
    return executor;
  }

  @Override
  public DataWriter dataWriter() {
    return transport.writer();
  }

  @Override
  public Router router() {
    return plain.router();
  }

  @Override
  public Optional<ProxyProtocolData> proxyProtocolData() {
    return plain.proxyProtocolData();
  }

  @Override
  public HelidonSocket serverSocket() {
    return plain.serverSocket();
  }

  @Override
  public PeerInfo remotePeer() {
    return plain.remotePeer();
  }

  @Override
  public PeerInfo localPeer() {
    return plain.localPeer();
  }

  @Override
  public boolean isSecure() {
    return transport.secure();
  }

  @Override
  public String socketId() {
    return plain.socketId();
  }

  @Override
  public String childSocketId() {
    return plain.childSocketId();
  }

  private record Listener(ListenerContext plain, Context context) implements ListenerContext {
    @Override
    public MediaContext mediaContext() {
      return plain.mediaContext();
    }

    @Override
    public ContentEncodingContext contentEncodingContext() {
      return plain.contentEncodingContext();
    }

    @Override
    public DirectHandlers directHandlers() {
      return plain.directHandlers();
    }

    @Override
    public ListenerConfig config() {
      return plain.config();
    }

    @Override
    public ExecutorService executor() {
      return plain.executor();
    }
  }
}
