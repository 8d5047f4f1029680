package dev.sluice.rtc.ice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.rtc.stun.Checks;
import dev.sluice.rtc.stun.StunDrop;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IceLiteAgentTest {
  private static final long MS = 1_000_000L;
  private static final long SECOND = 1000 * MS;
  private static final IceCredentials LOCAL = new IceCredentials("locl", "the local password 22+");
  private static final IceCredentials REMOTE = new IceCredentials("remo", "the remote password");
  private static final InetSocketAddress A = new InetSocketAddress("192.0.2.1", 1000);
  private static final InetSocketAddress B = new InetSocketAddress("192.0.2.2", 2000);
  private static final InetSocketAddress C = new InetSocketAddress("2001:db8::3", 3000);

  private int transactions;
  private final IceLiteAgent agent = new IceLiteAgent(LOCAL, REMOTE, 0, 30 * SECOND);

  private IceOutcome receive(byte[] check, InetSocketAddress from, long nowNanos) {
    return agent.onDatagram(check, 0, check.length, from, nowNanos);
  }

  private byte[] check(IceCredentials local, int priority, boolean nominates) {
    Checks check =
        new Checks()
            .transaction(++transactions)
            .username(local.ufrag() + ":remo")
            .controlling()
            .priority(priority);
    return (nominates ? check.useCandidate() : check).sealed(local.password());
  }

  private IceOutcome plain(InetSocketAddress from, int priority, long nowNanos) {
    return receive(check(LOCAL, priority, false), from, nowNanos);
  }

  private IceOutcome nominate(InetSocketAddress from, int priority, long nowNanos) {
    return receive(check(LOCAL, priority, true), from, nowNanos);
  }

  @Test
  void credentialsAreRandomIceChars() {
    SecureRandom random = new SecureRandom();
    IceCredentials one = IceCredentials.random(random);
    assertTrue(one.ufrag().matches("[A-Za-z0-9+/]{8}"));
    assertTrue(one.password().matches("[A-Za-z0-9+/]{24}"));
    assertNotEquals(one, IceCredentials.random(random));
    assertFalse(one.toString().contains(one.password()));
  }

  @Test
  void theFirstValidCheckSelectsItsAddressUntilOneIsNominated() {
    assertNull(agent.selected());
    IceOutcome first = plain(A, 10, SECOND);
    assertTrue(first.firstValidCheck());
    assertTrue(first.selectedChanged());
    assertNotNull(first.response());
    assertEquals(A, agent.selected());
    IceOutcome second = nominate(B, 5, SECOND);
    assertFalse(second.firstValidCheck());
    assertTrue(second.selectedChanged());
    assertEquals(B, agent.selected());
    assertFalse(plain(A, 10, 2 * SECOND).selectedChanged());
    assertEquals(B, agent.selected());
    assertTrue(agent.isValidated(A));
    assertFalse(agent.isValidated(C));
  }

  @Test
  void beforeNominationTheBetterOrTheLivingAddressIsSelected() {
    plain(A, 10, 0);
    assertFalse(plain(B, 5, SECOND).selectedChanged());
    assertTrue(plain(C, 20, SECOND).selectedChanged());
    assertTrue(plain(B, 5, 7 * SECOND).selectedChanged());
  }

  @Test
  void aViewerMovesByNominatingAnotherPair() {
    nominate(A, 10, 0);
    assertTrue(nominate(C, 10, 100 * MS).selectedChanged());
    assertEquals(C, agent.selected());
    assertTrue(nominate(B, 5, 2 * SECOND).selectedChanged());
    assertEquals(B, agent.selected());
  }

  /** A listener sends captured checks, nominations too, and never moves the media. */
  @Test
  void aCheckReplayedFromElsewhereIsDropped() {
    for (int second = 0; second < 600; second += 2) {
      byte[] captured = check(LOCAL, 10, true);
      assertNull(receive(captured, A, second * SECOND).drop());
      for (int later = 0; later < 3; later++) {
        IceOutcome replayed = receive(captured, B, (second + later) * SECOND);
        assertEquals(StunDrop.REPLAYED, replayed.drop());
        assertNull(replayed.response());
        assertFalse(replayed.selectedChanged() || replayed.nominatesSelected());
      }
    }
    assertEquals(A, agent.selected());
    assertFalse(agent.isValidated(B));
    assertEquals(598 * SECOND, agent.lastValidCheckNanos());
    assertTrue(nominate(B, 10, 599 * SECOND).selectedChanged(), "the viewer itself may move");
  }

  @Test
  void aRetransmissionIsAnsweredAndHasNoFurtherEffect() {
    byte[] first = check(LOCAL, 10, true);
    assertNotNull(receive(first, A, 0).response());
    assertNotNull(receive(first, A, 500 * MS).response());
    nominate(B, 10, 2 * SECOND);
    IceOutcome forged = receive(first, A, 20 * SECOND);
    assertFalse(forged.selectedChanged() || forged.nominatesSelected());
    assertEquals(B, agent.selected());
    assertEquals(2 * SECOND, agent.lastValidCheckNanos());
    assertTrue(agent.consentExpired(32 * SECOND));
  }

  /** Some clients do that: the nomination reuses the transaction of the first check. */
  @Test
  void aPairMayBeNominatedByTheTransactionOfItsFirstCheck() {
    plain(A, 10, 0);
    transactions--;
    assertTrue(nominate(A, 10, SECOND).nominatesSelected());
    assertFalse(plain(B, 99, 2 * SECOND).selectedChanged(), "it is nominated");
    assertEquals(A, agent.selected());
  }

  /** The transaction under way is lost when the NAT changes its address; the next one is not. */
  @Test
  void aViewerWhoseNatChangedIsHeardWithItsNextTransaction() {
    nominate(A, 10, 0);
    byte[] underway = check(LOCAL, 10, true);
    receive(underway, A, 2 * SECOND);
    assertEquals(StunDrop.REPLAYED, receive(underway, B, 2500 * MS).drop());
    assertTrue(nominate(B, 10, 4500 * MS).selectedChanged());
  }

  @Test
  void aNominationOfLowerPriorityWaitsForTheHigherOneToFallSilent() {
    nominate(A, 10, 0);
    assertFalse(nominate(B, 5, 10 * MS).selectedChanged());
    nominate(A, 10, 900 * MS);
    assertFalse(nominate(B, 5, 1800 * MS).selectedChanged());
    assertTrue(nominate(B, 5, 1900 * MS).selectedChanged());
  }

  /** As of Firefox behind a network that blocks UDP in our direction only. */
  @Test
  void aPathThatDoesNotHearOurAnswersLosesItsNominationToEveryOther() {
    byte[] deaf = check(LOCAL, 10, true);
    receive(deaf, A, 0);
    assertFalse(nominate(B, 5, 50 * MS).selectedChanged(), "its answer may be under way");
    assertNotNull(receive(deaf, A, 100 * MS).response());
    assertTrue(nominate(B, 5, 150 * MS).selectedChanged());
    byte[] next = check(LOCAL, 10, true);
    assertFalse(receive(next, A, 2 * SECOND).selectedChanged());
    receive(next, A, 2100 * MS);
    assertFalse(nominate(A, 10, 4 * SECOND).selectedChanged());
    assertEquals(B, agent.selected());
  }

  /** A lost answer must not keep a viewer from moving. */
  @Test
  void aNominationAfterAnAnsweredCheckCountsAlthoughThatWasRepeated() {
    nominate(A, 10, 0);
    byte[] first = check(LOCAL, 10, false);
    receive(first, B, SECOND);
    receive(first, B, 1100 * MS);
    assertTrue(nominate(B, 10, 1200 * MS).selectedChanged());
  }

  @Test
  void anAddressIsTrustedAgainOnceMediaCameFromIt() {
    byte[] lost = check(LOCAL, 10, true);
    receive(lost, A, 0);
    receive(lost, A, 100 * MS);
    assertTrue(nominate(B, 5, 200 * MS).selectedChanged());
    assertFalse(nominate(A, 10, 2 * SECOND).selectedChanged());
    assertTrue(agent.onRtcp(A, 3 * SECOND));
    nominate(A, 10, 3100 * MS);
    assertFalse(nominate(B, 5, 3200 * MS).selectedChanged());
  }

  @Test
  void theHandshakeSelectsThePathOfItsNewestRecordUnlessAnotherWasChosenLater() {
    nominate(A, 10, 0);
    plain(B, 5, 100 * MS);
    assertFalse(agent.onHandshake(A, 200 * MS));
    assertTrue(agent.onHandshake(B, 200 * MS));
    assertEquals(B, agent.selected());
    nominate(C, 20, 300 * MS);
    assertFalse(agent.onHandshake(B, 299 * MS));
    assertEquals(C, agent.selected());
  }

  @Test
  void rtcpIsFollowedAtOnceFromAPathThatDoesNotHearOurAnswers() {
    byte[] deaf = check(LOCAL, 10, true);
    receive(deaf, A, 0);
    plain(B, 5, 0);
    assertFalse(agent.onRtcp(B, 50 * MS));
    receive(deaf, A, 100 * MS);
    assertTrue(agent.onRtcp(B, 150 * MS));
    assertFalse(agent.onRtcp(A, 200 * MS), "under way when the viewer moved");
  }

  @Test
  void beforeANominationRtcpSelectsItsPathAtOnce() {
    plain(A, 10, 0);
    plain(B, 5, 0);
    assertTrue(agent.onRtcp(B, MS));
    assertEquals(B, agent.selected());
  }

  @Test
  void anOrdinaryCheckDoesNotTakeANominationBack() {
    nominate(A, 10, 0);
    plain(A, 10, SECOND);
    assertFalse(plain(B, 99, 6 * SECOND).selectedChanged());
    assertEquals(A, agent.selected());
  }

  @Test
  void aViewerWhoseNatChangedIsFollowedWhenTheOldAddressIsSilent() {
    nominate(A, 10, 0);
    assertFalse(plain(B, 10, 2999 * MS).selectedChanged());
    assertTrue(plain(B, 10, 3000 * MS).selectedChanged());
    assertEquals(B, agent.selected());
    assertFalse(plain(C, 11, 8999 * MS).selectedChanged());
    assertTrue(plain(C, 11, 9000 * MS).selectedChanged());
    assertTrue(nominate(A, 10, 9000 * MS).selectedChanged());
  }

  @Test
  void aSparePathIsNotFollowedWhileTheNominatedOneLives() {
    nominate(A, 10, 0);
    for (int second = 0; second < 60; second += 5) {
      plain(A, 10, second * SECOND);
      assertFalse(plain(B, 9, (second + 4) * SECOND).selectedChanged());
    }
    assertEquals(A, agent.selected());
  }

  @Test
  void rtcpIsFollowedAtOnceWhenTheOldAddressIsSilent() {
    nominate(A, 10, 0);
    plain(B, 10, 100 * MS);
    assertFalse(agent.onRtcp(B, 900 * MS));
    assertFalse(agent.onRtcp(A, 950 * MS));
    assertFalse(agent.onRtcp(B, 1900 * MS));
    assertTrue(agent.onRtcp(B, 1950 * MS));
    assertEquals(B, agent.selected());
    assertFalse(agent.onRtcp(B, 1951 * MS));
  }

  @Test
  void whatIsNotAuthenticIsNotAnswered() {
    byte[] wrongPassword = Checks.check("locl:remo", "wrong", true);
    byte[] wrongUfrag = Checks.check("other:remo", LOCAL.password(), true);
    assertSilent(StunDrop.WRONG_INTEGRITY, receive(wrongPassword, A, SECOND));
    assertSilent(StunDrop.UNKNOWN_USERNAME, receive(wrongUfrag, A, SECOND));
    long seed = 99;
    Random random = new Random(seed);
    for (int length = 0; length <= 1500; length++) {
      byte[] garbage = new byte[length];
      random.nextBytes(garbage);
      assertSilent(StunDrop.NOT_STUN, receive(garbage, A, SECOND));
    }
  }

  private void assertSilent(StunDrop drop, IceOutcome outcome) {
    assertEquals(drop, outcome.drop());
    assertNull(outcome.response());
    assertFalse(outcome.selectedChanged());
    assertNull(agent.selected());
    assertFalse(agent.isValidated(A));
    assertEquals(0, agent.lastValidCheckNanos());
  }

  @Test
  void roleConflictsAndUnknownAttributesAreAnsweredButDoNotCount() {
    byte[] controlled = new Checks().username("locl:remo").controlled().sealed(LOCAL.password());
    byte[] unknown = Checks.from("locl:remo").with(0x7FFF, 4).sealed(LOCAL.password());
    IceOutcome conflict = receive(controlled, A, SECOND);
    assertEquals(StunDrop.ROLE_CONFLICT, conflict.drop());
    assertNotNull(conflict.response());
    IceOutcome refused = receive(unknown, A, SECOND);
    assertEquals(StunDrop.UNKNOWN_ATTRIBUTE, refused.drop());
    assertNotNull(refused.response());
    assertNull(agent.selected());
    assertTrue(plain(A, 1, SECOND).firstValidCheck());
  }

  @Test
  void consentIsRenewedByValidChecksOnly() {
    assertFalse(agent.consentExpired(29 * SECOND));
    assertTrue(agent.consentExpired(30 * SECOND));
    nominate(A, 1, 20 * SECOND);
    assertEquals(20 * SECOND, agent.lastValidCheckNanos());
    assertFalse(agent.consentExpired(49 * SECOND));
    receive(Checks.check("locl:remo", "wrong", true), A, 45 * SECOND);
    assertTrue(agent.consentExpired(50 * SECOND));
  }

  @Test
  void timeMayPassTheEdgeOfItsRange() {
    long start = Long.MAX_VALUE - SECOND;
    IceLiteAgent late = new IceLiteAgent(LOCAL, REMOTE, start, 30 * SECOND);
    assertFalse(late.consentExpired(start + 29 * SECOND));
    assertTrue(late.consentExpired(start + 31 * SECOND));
  }

  @Test
  void validatedAddressesAreFewAndTheSelectedOneStays() {
    nominate(A, Integer.MAX_VALUE, 0);
    for (int port = 1; port <= 100; port++) {
      plain(new InetSocketAddress("198.51.100.1", port), 1, port);
    }
    assertTrue(agent.isValidated(A));
    assertFalse(agent.isValidated(new InetSocketAddress("198.51.100.1", 1)));
    int kept = 0;
    for (int port = 1; port <= 100; port++) {
      kept += agent.isValidated(new InetSocketAddress("198.51.100.1", port)) ? 1 : 0;
    }
    assertEquals(ValidatedAddresses.LIMIT - 1, kept);
  }

  @Test
  void aRestartKeepsTheOldPathUntilTheNewOneIsNominated() {
    IceCredentials next = new IceCredentials("next", "the next password of 22");
    IceCredentials theirs = new IceCredentials("them", "their next password");
    nominate(A, 10, 0);
    agent.restart(next, theirs);
    assertEquals(List.of("locl", "next"), agent.localUfrags());
    assertEquals(next, agent.local());
    assertEquals(theirs, agent.remote());
    assertNull(nominate(A, 10, SECOND).drop());
    assertEquals(A, agent.selected());

    IceOutcome validated = receive(check(next, 1, false), B, 1100 * MS);
    assertNull(validated.drop());
    assertEquals(A, agent.selected());
    assertTrue(agent.isValidated(B));
    assertEquals(List.of("locl", "next"), agent.localUfrags());
    assertNull(nominate(A, 10, 1200 * MS).drop());
    assertTrue(receive(check(next, 1, true), B, 1300 * MS).selectedChanged());
    assertEquals(B, agent.selected());
    assertEquals(List.of("next"), agent.localUfrags());
    assertEquals(StunDrop.UNKNOWN_USERNAME, nominate(A, 10, 1400 * MS).drop());
  }

  @Test
  void aRestartOnTheSamePathNeedsItsNominationToo() {
    IceCredentials next = new IceCredentials("next", "the next password of 22");
    nominate(A, 10, 0);
    agent.restart(next, REMOTE);
    assertFalse(receive(check(next, 10, false), A, SECOND).selectedChanged());
    assertEquals(List.of("locl", "next"), agent.localUfrags());
    assertFalse(receive(check(next, 1, true), A, 1001 * MS).selectedChanged());
    assertEquals(List.of("next"), agent.localUfrags());
    assertEquals(A, agent.selected());
  }

  @Test
  void aRestartBeforeAnyCheckSelectsLikeTheFirstGeneration() {
    IceCredentials next = new IceCredentials("next", "the next password of 22");
    agent.restart(next, REMOTE);
    assertTrue(receive(check(next, 1, false), B, SECOND).selectedChanged());
    assertEquals(B, agent.selected());
    assertTrue(nominate(A, 10, SECOND).selectedChanged());
    assertTrue(receive(check(next, 1, true), B, SECOND).selectedChanged());
    assertEquals(B, agent.selected());
  }

  @Test
  void aSecondRestartReplacesAnUnusedOne() {
    IceCredentials unused = new IceCredentials("unus", "never used password 22");
    IceCredentials next = new IceCredentials("next", "the next password of 22");
    agent.restart(unused, REMOTE);
    agent.restart(next, REMOTE);
    assertEquals(List.of("locl", "next"), agent.localUfrags());
    assertEquals(StunDrop.UNKNOWN_USERNAME, receive(check(unused, 1, true), A, SECOND).drop());
    assertNull(receive(check(next, 1, true), A, SECOND).drop());
    assertEquals(A, agent.selected());
  }
}
