package dev.sluice.rtc.stun;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The test vectors of RFC 5769, sections 2.1 to 2.3. */
class StunRfc5769Test {
  static final String PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt";

  static final byte[] REQUEST =
      hex(
          "000100582112a442b7e7a701bc34d686fa87dfae"
              + "802200105354554e207465737420636c69656e74"
              + "002400046e0001ff"
              + "80290008932ff9b151263b36"
              + "000600096576746a3a68367659202020"
              + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
              + "80280004e57a3bcf");

  private static final byte[] IPV4_RESPONSE =
      hex(
          "0101003c2112a442b7e7a701bc34d686fa87dfae"
              + "8022000b7465737420766563746f7220"
              + "002000080001a147e112a643"
              + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7"
              + "80280004c07d4c96");

  private static final byte[] IPV6_RESPONSE =
      hex(
          "010100482112a442b7e7a701bc34d686fa87dfae"
              + "8022000b7465737420766563746f7220"
              + "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"
              + "00080014a382954e4be67bf11784c97c8292c275bfe3ed41"
              + "80280004c8fb0b4c");

  private static final int XOR_MAPPED_AT = 36;

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static BindingRequest request() {
    return assertInstanceOf(
        BindingRequest.class,
        BindingRequest.authenticate(
            REQUEST, 0, REQUEST.length, ufrag -> ufrag.equals("evtj") ? PASSWORD : null));
  }

  @Test
  void theRequestIsAuthenticatedAndRead() {
    BindingRequest request = request();
    assertEquals("evtj", request.localUfrag());
    assertEquals("h6vY", request.remoteUfrag());
    assertEquals(0x6e0001ffL, request.priority());
    assertTrue(request.senderIsControlled());
    assertFalse(request.useCandidate());
    assertFalse(request.hasUnknownAttributes());
    assertEquals("evtj", StunPeek.localUfrag(REQUEST, 0, REQUEST.length));
  }

  @Test
  void theResponsesHaveTheirIntegrityAndFingerprint() {
    for (byte[] message : new byte[][] {REQUEST, IPV4_RESPONSE, IPV6_RESPONSE}) {
      StunAttributes scan = new StunAttributes(message);
      assertNull(scan.drop());
      assertTrue(new StunIntegrity(PASSWORD).integrityMatches(message, scan.integrityOffset()));
      assertTrue(StunIntegrity.fingerprintMatches(message, scan.fingerprintOffset()));
    }
  }

  @Test
  void sealingGivesTheResponsesBack() {
    for (byte[] message : new byte[][] {IPV4_RESPONSE, IPV6_RESPONSE}) {
      int integrity = new StunAttributes(message).integrityOffset();
      byte[] sealed = new StunIntegrity(PASSWORD).seal(Arrays.copyOf(message, integrity));
      assertArrayEquals(message, sealed);
    }
  }

  @Test
  void anIpv4AddressIsMappedAsInTheVector() throws Exception {
    byte[] mine =
        request().successResponse(new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 32853));
    assertArrayEquals(slice(IPV4_RESPONSE, XOR_MAPPED_AT, 12), slice(mine, 20, 12));
  }

  @Test
  void anIpv6AddressIsMappedAsInTheVector() throws Exception {
    InetAddress address = InetAddress.getByName("2001:db8:1234:5678:11:2233:4455:6677");
    byte[] mine = request().successResponse(new InetSocketAddress(address, 32853));
    assertArrayEquals(slice(IPV6_RESPONSE, XOR_MAPPED_AT, 24), slice(mine, 20, 24));
  }

  private static byte[] slice(byte[] array, int offset, int length) {
    return Arrays.copyOfRange(array, offset, offset + length);
  }
}
