package dev.sluice.rtc.srtp;

import dev.sluice.base.bytes.Bytes;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import org.jitsi.srtp.SrtcpCryptoContext;
import org.jitsi.srtp.SrtpCryptoContext;

/** A viewer's SRTP by jitsi-srtp, for tests of other packages. */
public final class ViewerSrtp {
  private final JitsiSrtp incoming;
  private final JitsiSrtp outgoing;
  private final Map<Integer, SrtpCryptoContext> rtp = new HashMap<>();
  private final Map<Integer, SrtcpCryptoContext> rtcpIn = new HashMap<>();
  private final Map<Integer, SrtcpCryptoContext> rtcpOut = new HashMap<>();

  public ViewerSrtp(
      int profileId, byte[] serverKey, byte[] serverSalt, byte[] clientKey, byte[] clientSalt) {
    SrtpProfile profile = SrtpProfile.byId(profileId).orElseThrow();
    incoming = new JitsiSrtp(false, profile, serverKey, serverSalt);
    outgoing = new JitsiSrtp(true, profile, clientKey, clientSalt);
  }

  /** The decrypted packet; null if it is not authentic or a replay. */
  public byte[] rtp(byte[] packet) throws GeneralSecurityException {
    int ssrc = Bytes.i32(packet, 8);
    if (!rtp.containsKey(ssrc)) {
      rtp.put(ssrc, incoming.rtp(ssrc, 0));
    }
    return JitsiSrtp.reverse(rtp.get(ssrc), packet);
  }

  /** The decrypted compound; null if it is not authentic or a replay. */
  public byte[] rtcp(byte[] packet) throws GeneralSecurityException {
    int ssrc = Bytes.i32(packet, 4);
    if (!rtcpIn.containsKey(ssrc)) {
      rtcpIn.put(ssrc, incoming.rtcp(ssrc));
    }
    return JitsiSrtp.reverse(rtcpIn.get(ssrc), packet);
  }

  /** Encrypts an RTCP compound from the viewer. */
  public byte[] protectRtcp(byte[] compound) throws GeneralSecurityException {
    int ssrc = Bytes.i32(compound, 4);
    if (!rtcpOut.containsKey(ssrc)) {
      rtcpOut.put(ssrc, outgoing.rtcp(ssrc));
    }
    return JitsiSrtp.transform(rtcpOut.get(ssrc), compound);
  }
}
