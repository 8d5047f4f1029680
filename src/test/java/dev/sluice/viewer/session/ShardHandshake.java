package dev.sluice.viewer.session;

import dev.sluice.rtc.dtls.ClientTransport;
import dev.sluice.rtc.dtls.SrtpKeyingMaterial;
import dev.sluice.rtc.dtls.ViewerHandshake;
import dev.sluice.rtc.srtp.ViewerSrtp;
import dev.sluice.viewer.stats.SessionCounters;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The DTLS handshake of a viewer with a {@link TestShard}, in memory. */
final class ShardHandshake {
  static final int GCM_128 = 7;

  private ShardHandshake() {}

  /**
   * Runs it to its end.
   *
   * @param arrived datagrams for the viewer; others than DTLS are passed over
   * @param sender takes the viewer's datagrams, on the thread of the shard
   */
  static ViewerSrtp run(
      TestShard shard,
      ViewerHandshake handshake,
      BlockingQueue<byte[]> arrived,
      Consumer<byte[]> sender)
      throws Exception {
    CompletableFuture<SrtpKeyingMaterial> keys = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                keys.complete(handshake.connect(new Transport(shard, arrived, sender)));
              } catch (Exception e) {
                keys.completeExceptionally(e);
              }
            });
    long before = shard.sessions.counters().of(SessionCounters.Event.CONNECTED);
    while (!keys.isDone()
        || shard.sessions.counters().of(SessionCounters.Event.CONNECTED) == before) {
      shard.run();
      Thread.onSpinWait();
    }
    SrtpKeyingMaterial k = keys.get();
    return new ViewerSrtp(GCM_128, k.serverKey(), k.serverSalt(), k.clientKey(), k.clientSalt());
  }

  private record Transport(TestShard shard, BlockingQueue<byte[]> arrived, Consumer<byte[]> sender)
      implements ClientTransport {
    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) {
      try {
        byte[] datagram = arrived.poll(Math.max(1, waitMillis), TimeUnit.MILLISECONDS);
        if (datagram == null || datagram[0] < 20 || datagram[0] > 63) {
          return -1;
        }
        System.arraycopy(datagram, 0, buffer, offset, datagram.length);
        return datagram.length;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return -1;
      }
    }

    @Override
    public void send(byte[] buffer, int offset, int length) {
      byte[] copy = Arrays.copyOfRange(buffer, offset, offset + length);
      shard.execute(() -> sender.accept(copy));
    }

    @Override
    public void close() {}
  }
}
