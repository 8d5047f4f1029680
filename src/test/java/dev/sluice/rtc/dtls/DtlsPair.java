package dev.sluice.rtc.dtls;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.HandshakeType;

/** An endpoint and a client, connected by an in-memory network. */
final class DtlsPair implements AutoCloseable {
  static final DtlsIdentity SERVER = DtlsIdentity.generate(new SecureRandom());
  static final DtlsIdentity VIEWER = DtlsIdentity.generate(new SecureRandom());
  private static final int WAIT_SECONDS = 30;

  final DtlsClient client;
  final DtlsEndpoint endpoint;
  final CompletableFuture<SrtpKeyingMaterial> serverKeys = new CompletableFuture<>();
  final CompletableFuture<DtlsCloseReason> serverClosed = new CompletableFuture<>();
  final CompletableFuture<DTLSTransport> clientConnected = new CompletableFuture<>();
  final Map<DtlsDrop, Integer> drops = new EnumMap<>(DtlsDrop.class);
  final TrackedThreads threads = new TrackedThreads();
  Wire toServer = Wire.perfect(this::deliver);
  Wire toClient;
  private final LinkedBlockingQueue<byte[]> clientQueue = new LinkedBlockingQueue<>();
  private volatile boolean clientClosed;

  DtlsPair(DtlsClient client, DtlsFingerprint expected, DtlsLimits limits) {
    this.client = client;
    this.toClient = Wire.perfect(clientQueue::add);
    DtlsListener listener =
        new DtlsListener() {
          @Override
          public void onConnected(SrtpKeyingMaterial keys, byte[] lastFlight) {
            toClient.send(lastFlight, 0, lastFlight.length);
            serverKeys.complete(keys);
          }

          @Override
          public void onClosed(DtlsCloseReason reason, String detail) {
            if (!serverClosed.complete(reason)) {
              throw new IllegalStateException("closed twice");
            }
          }
        };
    this.endpoint =
        new DtlsEndpoint(SERVER, expected, (d, o, n) -> toClient.send(d, o, n), listener, limits);
  }

  static DtlsPair of(DtlsClient client) {
    return new DtlsPair(client, fingerprintOf(VIEWER), DtlsLimits.DEFAULT);
  }

  static DtlsFingerprint fingerprintOf(DtlsIdentity identity) {
    return DtlsFingerprint.parse("sha-256", identity.fingerprintSha256());
  }

  DtlsPair impaired(long seed, double loss, double repeat, double reorder) {
    toServer = new Wire(seed, loss, repeat, reorder, this::deliver);
    toClient = new Wire(seed + 1, loss, repeat, reorder, clientQueue::add);
    return this;
  }

  /** Drops the endpoint's last flight once and keeps it in {@code lost}. */
  DtlsPair losingLastFlight(List<byte[]> lost) {
    toClient =
        Wire.perfect(
            datagram -> {
              if (datagram[0] == RecordFilter.CHANGE_CIPHER_SPEC && lost.isEmpty()) {
                lost.add(datagram);
              } else {
                clientQueue.add(datagram);
              }
            });
    return this;
  }

  /** Delivers the client's ClientHello and drops everything it sends afterwards. */
  void losingAllButClientHello() {
    toServer =
        Wire.perfect(
            datagram -> {
              if (datagram[RecordFilter.RECORD_HEADER_BYTES] == HandshakeType.client_hello) {
                deliver(datagram);
              }
            });
  }

  /** Waits until the endpoint has sent a number of datagrams. */
  void awaitSent(int datagrams) throws InterruptedException {
    while (toClient.datagrams() < datagrams) {
      Thread.onSpinWait();
    }
  }

  DtlsPair start() {
    endpoint.start(threads);
    return startClient();
  }

  DtlsPair startClient() {
    Thread.ofVirtual().start(this::connect);
    return this;
  }

  private void connect() {
    try {
      clientConnected.complete(new DTLSClientProtocol().connect(client, new ClientNetwork()));
    } catch (IOException | RuntimeException e) {
      clientConnected.completeExceptionally(e);
    }
  }

  private void deliver(byte[] datagram) {
    DtlsDrop drop = endpoint.receive(datagram, 0, datagram.length);
    if (drop != null) {
      synchronized (drops) {
        drops.merge(drop, 1, Integer::sum);
      }
    }
  }

  static <T> T await(CompletableFuture<T> future) throws Exception {
    return future.get(WAIT_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    endpoint.close();
    clientClosed = true;
    clientQueue.add(new byte[0]);
  }

  /** Creates virtual threads and reports when all of them have ended. */
  static final class TrackedThreads implements ThreadFactory {
    private final List<Thread> made = Collections.synchronizedList(new ArrayList<>());

    @Override
    public Thread newThread(Runnable task) {
      Thread thread = Thread.ofVirtual().unstarted(task);
      made.add(thread);
      return thread;
    }

    int count() {
      return made.size();
    }

    void joinAll() throws InterruptedException {
      for (Thread thread : made.toArray(Thread[]::new)) {
        if (!thread.join(Duration.ofSeconds(WAIT_SECONDS))) {
          throw new AssertionError("a thread did not end");
        }
      }
    }
  }

  private final class ClientNetwork implements ClientTransport {
    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
      try {
        byte[] datagram =
            clientQueue.poll(waitMillis == 0 ? Long.MAX_VALUE : waitMillis, TimeUnit.MILLISECONDS);
        if (clientClosed) {
          throw new IOException("test is over");
        }
        if (datagram == null) {
          return -1;
        }
        System.arraycopy(datagram, 0, buffer, offset, datagram.length);
        return datagram.length;
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public void send(byte[] buffer, int offset, int length) {
      toServer.send(buffer, offset, length);
    }

    @Override
    public void close() {
      // The network outlives the connection.
    }
  }
}
