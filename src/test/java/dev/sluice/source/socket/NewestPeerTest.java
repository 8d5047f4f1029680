package dev.sluice.source.socket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.base.log.RateLimitedLog;
import dev.sluice.base.tasks.Faults;
import dev.sluice.source.transport.RecordingInlet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The peers of a listening socket. */
class NewestPeerTest {
  /** Has no memory for its first two connections. */
  private static final class ExhaustedListener extends ServerSocketChannel {
    private final ServerSocketChannel real;
    private final AtomicInteger failures = new AtomicInteger(2);

    ExhaustedListener(ServerSocketChannel real) {
      super(real.provider());
      this.real = real;
    }

    @Override
    public SocketChannel accept() throws IOException {
      if (failures.getAndDecrement() > 0) {
        throw new OutOfMemoryError("for the test");
      }
      return real.accept();
    }

    @Override
    public ServerSocketChannel bind(SocketAddress local, int backlog) throws IOException {
      return real.bind(local, backlog);
    }

    @Override
    public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) throws IOException {
      return real.setOption(name, value);
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
      return real.getOption(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
      return real.supportedOptions();
    }

    @Override
    public ServerSocket socket() {
      return real.socket();
    }

    @Override
    public SocketAddress getLocalAddress() throws IOException {
      return real.getLocalAddress();
    }

    @Override
    protected void implCloseSelectableChannel() throws IOException {
      real.close();
    }

    @Override
    protected void implConfigureBlocking(boolean block) throws IOException {
      real.configureBlocking(block);
    }
  }

  @Test
  @Timeout(20)
  void connectionsAreAcceptedAfterFaults() throws Exception {
    ServerSocketChannel real = ServerSocketChannel.open();
    real.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Faults faults = new Faults(System::nanoTime);
    RateLimitedLog log = new RateLimitedLog(System.getLogger("test"), System::nanoTime);
    try (NewestPeer peers =
            new NewestPeer(new ExhaustedListener(real), "live", log, faults.guard("transport"));
        SocketChannel client = SocketChannel.open(real.getLocalAddress())) {
      assertEquals(1, client.write(ByteBuffer.wrap(new byte[] {0x47})));
      NewestPeer.Peer peer = peers.await(new RecordingInlet());
      assertArrayEquals(new byte[] {0x47}, peer.first());
      peers.done(peer);
    }
    assertEquals(2, faults.counts().get("transport"));
  }
}
