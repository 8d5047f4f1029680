package dev.sluice.rtc.stun;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.ice4j.attribute.Attribute;
import org.ice4j.attribute.ErrorCodeAttribute;
import org.ice4j.attribute.XorMappedAddressAttribute;
import org.ice4j.message.Message;
import org.junit.jupiter.api.Test;

class BindingRequestTest {
  private static final String USER = "ours:theirs";
  private static final String PASSWORD = "a password of some length";

  static StunResult authenticate(byte[] message) {
    return BindingRequest.authenticate(
        message, 0, message.length, ufrag -> ufrag.equals("ours") ? PASSWORD : null);
  }

  private static BindingRequest valid(byte[] message) {
    return assertInstanceOf(BindingRequest.class, authenticate(message));
  }

  private static void assertDropped(StunDrop reason, byte[] message) {
    assertEquals(new StunResult.Dropped(reason), authenticate(message));
  }

  @Test
  void aCheckIsRead() {
    byte[] check = Checks.from(USER).useCandidate().sealed(PASSWORD);
    byte[] inside = new byte[check.length + 9];
    System.arraycopy(check, 0, inside, 5, check.length);
    BindingRequest request =
        assertInstanceOf(
            BindingRequest.class,
            BindingRequest.authenticate(inside, 5, check.length, ufrag -> PASSWORD));
    assertEquals("ours", request.localUfrag());
    assertEquals("theirs", request.remoteUfrag());
    assertEquals(0x6E0001FFL, request.priority());
    assertTrue(request.useCandidate());
    assertFalse(request.senderIsControlled());
  }

  @Test
  void priorityIsUnsignedAndMayBeAbsent() {
    byte[] high = new Checks().username(USER).priority(0xF0000001).sealed(PASSWORD);
    assertEquals(0xF0000001L, valid(high).priority());
    assertEquals(0, valid(new Checks().username(USER).sealed(PASSWORD)).priority());
  }

  @Test
  void fingerprintMayBeAbsentButNotWrong() {
    valid(Checks.from(USER).signed(PASSWORD));
    byte[] wrong = Checks.check(USER, PASSWORD, false);
    wrong[wrong.length - 1] ^= 1;
    assertDropped(StunDrop.WRONG_FINGERPRINT, wrong);
  }

  @Test
  void whatIsNotAuthenticIsDropped() {
    assertDropped(StunDrop.WRONG_INTEGRITY, Checks.check(USER, "another", false));
    assertDropped(StunDrop.UNKNOWN_USERNAME, Checks.check("other:theirs", PASSWORD, false));
    assertDropped(StunDrop.UNKNOWN_USERNAME, Checks.check("ours", PASSWORD, false));
    assertDropped(StunDrop.UNKNOWN_USERNAME, Checks.check(":theirs", PASSWORD, false));
    assertDropped(StunDrop.NO_USERNAME, new Checks().priority(1).sealed(PASSWORD));
    assertDropped(StunDrop.NO_INTEGRITY, Checks.from(USER).unsealed());
  }

  @Test
  void otherMessagesAreDropped() {
    for (int type : new int[] {0x0011, 0x0101, 0x0111, 0x0003}) {
      assertDropped(StunDrop.NOT_A_BINDING_REQUEST, Checks.from(USER).type(type).sealed(PASSWORD));
    }
    byte[] cookie = Checks.check(USER, PASSWORD, false);
    cookie[4] ^= 1;
    assertDropped(StunDrop.NOT_STUN, cookie);
  }

  @Test
  void attributesOfImpossibleLengthAreDropped() {
    int[] types = {
      StunWire.PRIORITY, StunWire.USE_CANDIDATE, StunWire.ICE_CONTROLLING, StunWire.ICE_CONTROLLED
    };
    for (int type : types) {
      byte[] odd = new Checks().username(USER).with(type, 5).sealed(PASSWORD);
      assertDropped(StunDrop.MALFORMED, odd);
    }
    byte[] overrun = Checks.check(USER, PASSWORD, false);
    Bytes.put16(overrun, 22, 0xFFF0);
    assertDropped(StunDrop.MALFORMED, overrun);
  }

  @Test
  void repeatedAttributesAreDropped() {
    Checks[] repeated = {
      Checks.from(USER).username("other:theirs"),
      Checks.from(USER).priority(2),
      Checks.from(USER).useCandidate().useCandidate(),
      Checks.from(USER).controlled()
    };
    for (Checks check : repeated) {
      assertDropped(StunDrop.REPEATED_ATTRIBUTE, check.sealed(PASSWORD));
    }
    valid(Checks.from(USER).with(0xC057, 4).sealed(PASSWORD));
  }

  @Test
  void whatFollowsIntegrityIsIgnored() {
    byte[] signed = Checks.from(USER).signed(PASSWORD);
    byte[] nominating = Arrays.copyOf(signed, signed.length + 8);
    Bytes.put16(nominating, signed.length, StunWire.USE_CANDIDATE);
    Bytes.put16(nominating, signed.length + 4, 0x7777);
    BindingRequest request = valid(Checks.withLength(nominating));
    assertFalse(request.useCandidate());
    assertFalse(request.hasUnknownAttributes());
  }

  @Test
  void fingerprintInFrontOfIntegrityIsMalformed() {
    byte[] early = new Checks().username(USER).with(StunWire.FINGERPRINT, 4).sealed(PASSWORD);
    assertDropped(StunDrop.MALFORMED, early);
  }

  @Test
  void unknownAttributesAreListedInA420() throws Exception {
    Checks check = Checks.from(USER).with(0x7001, 4).with(0x7002, 1).with(0x7003, 0);
    BindingRequest request = valid(check.transaction(99).sealed(PASSWORD));
    assertTrue(request.hasUnknownAttributes());
    byte[] response = request.unknownAttributesResponse();
    Message message = sealedResponse(response, Message.BINDING_ERROR_RESPONSE);
    assertEquals(420, errorOf(message));
    byte[] listed = {0, 10, 0, 6, 0x70, 1, 0x70, 2, 0x70, 3, 0, 0};
    int at = response.length - 32 - listed.length;
    assertArrayEquals(listed, Arrays.copyOfRange(response, at, at + listed.length));
    assertEquals(99, Bytes.i32(response, 16));
  }

  /** ice4j, a possible sender, rejects a list with a repeated type. */
  @Test
  void anUnknownAttributeIsListedOnceAndNoMoreThanEightAre() throws Exception {
    Checks check = Checks.from(USER);
    for (int i = 0; i < 20; i++) {
      check.with(0x7001, 4).with(0x7010 + i / 2, 0);
    }
    byte[] response = valid(check.sealed(PASSWORD)).unknownAttributesResponse();
    sealedResponse(response, Message.BINDING_ERROR_RESPONSE);
    String listed = "000a0010" + "70017010701170127013701470157016";
    int at = response.length - 32 - listed.length() / 2;
    assertEquals(
        listed, HexFormat.of().formatHex(Arrays.copyOfRange(response, at, response.length - 32)));
  }

  @Test
  void aRoleConflictIs487() throws Exception {
    BindingRequest request = valid(new Checks().username(USER).controlled().sealed(PASSWORD));
    assertTrue(request.senderIsControlled());
    Message message =
        sealedResponse(request.roleConflictResponse(), Message.BINDING_ERROR_RESPONSE);
    assertEquals(487, errorOf(message));
  }

  @Test
  void theSenderLearnsItsAddress() throws Exception {
    BindingRequest request = valid(Checks.check(USER, PASSWORD, true));
    for (String address : new String[] {"203.0.113.9", "2001:db8::1:2", "::1"}) {
      InetSocketAddress from = new InetSocketAddress(InetAddress.getByName(address), 50123);
      assertEquals(from, mappedIn(request.successResponse(from)));
    }
  }

  @Test
  void anIpv4MappedAddressIsToldAsIpv4() throws Exception {
    byte[] raw = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 7};
    InetSocketAddress from =
        new InetSocketAddress(Inet6Address.getByAddress("mapped", raw, -1), 4000);
    byte[] response = valid(Checks.check(USER, PASSWORD, true)).successResponse(from);
    assertEquals(
        new InetSocketAddress(InetAddress.getByName("10.0.0.7"), 4000), mappedIn(response));
  }

  private static Message sealedResponse(byte[] response, int type) throws Exception {
    StunAttributes scan = new StunAttributes(response);
    assertNull(scan.drop());
    assertTrue(new StunIntegrity(PASSWORD).integrityMatches(response, scan.integrityOffset()));
    assertTrue(StunIntegrity.fingerprintMatches(response, scan.fingerprintOffset()));
    Message message = Message.decode(response, 0, response.length);
    assertEquals(type, message.getMessageType());
    return message;
  }

  private static int errorOf(Message message) {
    ErrorCodeAttribute error = (ErrorCodeAttribute) message.getAttribute(Attribute.ERROR_CODE);
    return error.getErrorClass() * 100 + error.getErrorNumber();
  }

  private static InetSocketAddress mappedIn(byte[] response) throws Exception {
    Message message = sealedResponse(response, Message.BINDING_SUCCESS_RESPONSE);
    XorMappedAddressAttribute mapped =
        (XorMappedAddressAttribute) message.getAttribute(Attribute.XOR_MAPPED_ADDRESS);
    InetSocketAddress address = mapped.getAddress(message.getTransactionID());
    assertArrayEquals(new byte[8], Arrays.copyOf(message.getTransactionID(), 8));
    return new InetSocketAddress(address.getAddress(), address.getPort());
  }
}
