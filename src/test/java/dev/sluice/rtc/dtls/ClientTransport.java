package dev.sluice.rtc.dtls;

import org.bouncycastle.tls.DatagramTransport;

/** The transport of a test client, with the MTU of Ethernet. */
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
