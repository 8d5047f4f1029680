package dev.sluice.rtc.dtls;

import org.bouncycastle.tls.DatagramTransport;

/** A viewer's side of a handshake, on a path as Ethernet has it. */
public interface ClientTransport extends DatagramTransport {
  @Override
  default int getReceiveLimit() {
    return 1500;
  }

  @Override
  default int getSendLimit() {
    return 1200;
  }
}
