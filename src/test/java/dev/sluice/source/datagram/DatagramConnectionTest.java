package dev.sluice.source.datagram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.counters.SharedEnumCounters;
import dev.sluice.source.transport.RecordingInlet;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Datagrams of one sender, and what others send meanwhile. */
class DatagramConnectionTest {
  private static final long MS = 1_000_000;
  private static final int PACKET = 188;

  private final RecordingInlet inlet = new RecordingInlet();
  private final SharedEnumCounters<DatagramCounter> counters =
      new SharedEnumCounters<>(DatagramCounter.class);
  private int strangers;
  private final DatagramConnection connection = connection(false);

  private DatagramConnection connection(boolean rtpOnly) {
    return new DatagramConnection(inlet, rtpOnly, 0, counters, () -> strangers++);
  }

  private static byte[] packets(int count, int mark) {
    byte[] packets = new byte[count * PACKET];
    Arrays.fill(packets, (byte) mark);
    for (int i = 0; i < count; i++) {
      packets[i * PACKET] = 0x47;
    }
    return packets;
  }

  private static byte[] rtp(int sequence, int ssrc, byte[] payload) {
    byte[] packet = new byte[12 + payload.length];
    packet[0] = (byte) 0x80;
    packet[1] = 33;
    Bytes.put16(packet, 2, sequence);
    Bytes.put32(packet, 8, ssrc);
    System.arraycopy(payload, 0, packet, 12, payload.length);
    return packet;
  }

  private static DatagramBatch batch(int sender, long drops, byte[] datagram) {
    DatagramBatch batch = new DatagramBatch();
    System.arraycopy(datagram, 0, batch.data(), batch.add(datagram.length, drops), datagram.length);
    batch.senders()[17] = (byte) sender;
    return batch;
  }

  private DatagramConnection.Taken take(int sender, long nowNanos, byte[] datagram)
      throws Exception {
    DatagramConnection.Taken taken = connection.take(batch(sender, 0, datagram), 0, nowNanos);
    assertTrue(connection.flush(nowNanos));
    return taken;
  }

  @Test
  void datagramsOfAnySizePassAsTheyAre() throws Exception {
    byte[] all = packets(20, 5);
    for (int from = 0; from < all.length; from += 1000) {
      take(1, 0, Arrays.copyOfRange(all, from, Math.min(all.length, from + 1000)));
    }
    assertArrayEquals(all, inlet.bytes());
    assertEquals("connected", inlet.events().getFirst());
  }

  @Test
  void anRtpHeaderIsRecognised() throws Exception {
    take(1, 0, rtp(1, 9, packets(7, 1)));
    take(1, 0, rtp(3, 9, packets(7, 3)));
    take(1, 0, rtp(2, 9, packets(7, 2)));
    assertEquals(1, inlet.bytes()[1]);
    assertEquals(2, inlet.bytes()[7 * PACKET + 1]);
    assertEquals(3, inlet.bytes()[14 * PACKET + 1]);
    assertEquals(1, counters.get(DatagramCounter.REORDERED));
  }

  @Test
  void aMissingRtpPacketIsTold() throws Exception {
    take(1, 0, rtp(1, 9, packets(7, 1)));
    take(1, MS, rtp(4, 9, packets(7, 4)));
    take(1, 60 * MS, rtp(5, 9, packets(7, 5)));
    assertEquals(List.of("connected", "feed 1316", "lost 2632", "feed 2632"), inlet.events());
    assertEquals(2, counters.get(DatagramCounter.LOST));
  }

  @Test
  void datagramsThatTheKernelDroppedAreTold() throws Exception {
    DatagramConnection.Taken unused = connection.take(batch(1, 0, packets(7, 1)), 0, 0);
    unused = connection.take(batch(1, 40, packets(7, 2)), 0, 0);
    assertTrue(connection.flush(0));
    assertEquals(
        List.of("connected", "feed 1316", "lost " + 40 * 7 * PACKET, "feed 1316"), inlet.events());
  }

  @Test
  void aSecondSenderIsKeptOutUntilTheFirstIsSilent() throws Exception {
    take(1, 0, packets(7, 1));
    for (int i = 1; i < 100; i++) {
      assertEquals(DatagramConnection.Taken.DONE, take(2, i * 40 * MS, packets(7, 2)));
      take(1, i * 40 * MS, packets(7, 1));
    }
    assertEquals(99, counters.get(DatagramCounter.OTHER_SENDER));
    assertEquals(99, strangers);
    assertEquals(100 * 7 * PACKET, inlet.bytes().length);
    long silent = 99 * 40 * MS + DatagramConnection.SILENCE_NANOS;
    assertEquals(DatagramConnection.Taken.DONE, take(2, silent - 1, packets(7, 2)));
    assertEquals(DatagramConnection.Taken.NEXT_SENDER, take(2, silent, packets(7, 2)));
  }

  @Test
  void anotherSsrcIsAnotherSender() throws Exception {
    take(1, 0, rtp(1, 9, packets(7, 1)));
    assertEquals(DatagramConnection.Taken.DONE, take(1, MS, rtp(2, 8, packets(7, 2))));
    assertEquals(1, counters.get(DatagramCounter.OTHER_SENDER));
    assertEquals(
        DatagramConnection.Taken.NEXT_SENDER,
        take(1, DatagramConnection.SILENCE_NANOS, rtp(3, 8, packets(7, 3))));
  }

  @Test
  void datagramsWithoutAHeaderAreDroppedWhereOthersHaveOne() throws Exception {
    take(1, 0, rtp(1, 9, packets(1, 1)));
    take(1, 0, packets(1, 2));
    take(1, 0, new byte[0]);
    take(1, 0, rtp(2, 9, packets(1, 3)));
    assertEquals(2 * PACKET, inlet.bytes().length);
    assertEquals(1, counters.get(DatagramCounter.MALFORMED));
  }

  @Test
  void rtpMayBeDemanded() throws Exception {
    DatagramConnection strict = connection(true);
    DatagramConnection.Taken unused = strict.take(batch(1, 0, packets(7, 1)), 0, 0);
    assertEquals(List.of(), inlet.events());
    assertEquals(1, counters.get(DatagramCounter.MALFORMED));
    unused = strict.take(batch(1, 0, rtp(1, 9, new byte[100])), 0, 0);
    assertTrue(strict.flush(0));
    assertEquals(100, inlet.bytes().length);
  }
}
