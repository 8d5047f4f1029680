package dev.sluice.viewer.send;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.rtc.srtp.PacketBuffer;
import dev.sluice.rtc.srtp.PacketIndex;
import dev.sluice.rtc.srtp.SrtpContexts;
import dev.sluice.rtc.srtp.SrtpProfile;
import dev.sluice.rtc.srtp.SrtpProtector;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Encrypts for a viewer and watches its wire: every packet index of an SSRC may be seen with one
 * datagram only. Packets encrypted but never sent reveal nothing and are not counted.
 */
final class NonceWatch implements SrtpProtector, Route {
  private final SrtpProtector protector;

  private record Numbers(int ssrc, long number) {}

  private final Map<Numbers, Long> indexBySequence = new HashMap<>();
  private final Map<Numbers, Integer> sent = new HashMap<>();
  private final ShardResources resources = new ShardResources(SendSettings.DEFAULT);

  /** A concurrent action during the encryption of a packet. */
  Runnable meanwhile = () -> {};

  int refuse;
  int repeats;
  int newest;

  NonceWatch() {
    SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;
    protector =
        SrtpContexts.protector(
            profile, new byte[profile.keyBytes()], new byte[profile.saltBytes()]);
  }

  SendTurn turn(long nowNanos) {
    return new SendTurn(this, this, resources, nowNanos);
  }

  /** Sends the packets made in turns. */
  void flush() {
    resources.runs().flush();
  }

  /** Count of packet indexes that were on the wire. */
  int indexes() {
    return sent.size();
  }

  /** Count of those of one SSRC. */
  long indexes(int ssrc) {
    return sent.keySet().stream().filter(numbers -> numbers.ssrc() == ssrc).count();
  }

  @Override
  public int protect(
      PacketBuffer room,
      int at,
      int headerBytes,
      int prefixBytes,
      byte[] payload,
      int payloadOffset,
      int payloadBytes,
      long packetIndex48) {
    meanwhile.run();
    Numbers numbers = new Numbers(Bytes.i32(room.head(), 8), PacketIndex.sequence(packetIndex48));
    indexBySequence.put(numbers, packetIndex48);
    return protector.protect(
        room, at, headerBytes, prefixBytes, payload, payloadOffset, payloadBytes, packetIndex48);
  }

  @Override
  public int protectRtcp(byte[] packet, int offset, int length) {
    return protector.protectRtcp(packet, offset, length);
  }

  @Override
  public boolean send(MemorySegment data, long offset, int length, int segmentBytes) {
    if (refuse > 0) {
      refuse--;
      return false;
    }
    SendFixture.datagrams(data, offset, length, segmentBytes).forEach(this::onWire);
    return true;
  }

  private void onWire(byte[] datagram) {
    int ssrc = Bytes.i32(datagram, 8);
    int sequence = Bytes.u16(datagram, 2);
    if (ssrc == SendFixture.SSRC) {
      newest = sequence;
    }
    long index48 = indexBySequence.get(new Numbers(ssrc, sequence));
    int hash = Arrays.hashCode(datagram);
    Integer before = sent.put(new Numbers(ssrc, index48), hash);
    if (before != null) {
      repeats++;
      if (before != hash) {
        throw new AssertionError("index " + index48 + " was used with other data");
      }
    }
  }

  @Override
  public InetSocketAddress remote() {
    return new InetSocketAddress("127.0.0.1", 9);
  }

  @Override
  public void close() {
    protector.close();
  }
}
