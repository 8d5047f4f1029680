package dev.sluice.viewer.feedback;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.rtc.dtls.SrtpKeyingMaterial;
import dev.sluice.rtc.rtcp.RtcpWriter;
import dev.sluice.rtc.srtp.SrtpContexts;
import dev.sluice.rtc.srtp.SrtpProfile;
import dev.sluice.rtc.srtp.SrtpProtector;
import dev.sluice.rtc.srtp.SrtpReceiver;
import dev.sluice.viewer.send.RtxPackets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A viewer that decrypts video, keeps it by packet index and requests missing packets. */
final class NackingReceiver {
  private static final long ASK_INTERVAL_NANOS = 50_000_000;
  private static final int OWN_SSRC = 0x0BAD_CAFE;

  final Map<Long, byte[]> packets = new TreeMap<>();
  private final SrtpReceiver rtp;
  private final SrtpProtector rtcp;
  private final int videoSsrc;
  private final Map<Long, Long> askedNanos = new TreeMap<>();
  private long first = -1;
  private long highest = -1;

  NackingReceiver(SrtpKeyingMaterial keys, int videoSsrc) {
    SrtpProfile profile = keys.profile();
    this.rtp = new SrtpReceiver(profile, keys.serverKey(), keys.serverSalt(), false);
    this.rtcp = SrtpContexts.protector(profile, keys.clientKey(), keys.clientSalt());
    this.videoSsrc = videoSsrc;
  }

  void receive(byte[] datagram) {
    boolean isRtcp = (datagram[1] & 0xFF) >= 192 && (datagram[1] & 0xFF) <= 223;
    if (isRtcp) {
      return;
    }
    boolean again = RtxPackets.isRtx(datagram);
    Optional<byte[]> clear = rtp.unprotect(datagram, 0, datagram.length);
    if (clear.isEmpty()) {
      return;
    }
    byte[] packet = again ? RtxPackets.original(clear.get(), 96, videoSsrc) : clear.get();
    long index = indexOf(Bytes.u16(packet, 2));
    first = first < 0 ? index : Math.min(first, index);
    highest = Math.max(highest, index);
    packets.put(index, packet);
  }

  /** The index nearest to the highest so far. */
  private long indexOf(int sequence) {
    return highest < 0 ? sequence : highest + (short) (sequence - (int) highest);
  }

  /** Compounds that ask for the packets lacking now, encrypted. */
  List<byte[]> asks(long nowNanos) {
    List<byte[]> asks = new ArrayList<>();
    for (long index = Math.max(first, highest - 500); index < highest; index++) {
      long last = askedNanos.getOrDefault(index, Long.MIN_VALUE / 2);
      if (!packets.containsKey(index) && nowNanos - last >= ASK_INTERVAL_NANOS) {
        askedNanos.put(index, nowNanos);
        asks.add(ask((int) index & 0xFFFF));
      }
    }
    return asks;
  }

  private byte[] ask(int sequence) {
    byte[] compound = new byte[64];
    int length = new RtcpWriter(compound).start(0).receiverReport(OWN_SSRC).length();
    Bytes.put32(compound, length, 0x81CD_0003);
    Bytes.put32(compound, length + 4, OWN_SSRC);
    Bytes.put32(compound, length + 8, videoSsrc);
    Bytes.put16(compound, length + 12, sequence);
    return java.util.Arrays.copyOf(compound, rtcp.protectRtcp(compound, 0, length + 16));
  }

  long lacking() {
    return highest - first + 1 - packets.size();
  }

  long expected() {
    return highest - first + 1;
  }
}
