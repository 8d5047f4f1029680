package dev.sluice.viewer.stats;

import dev.sluice.base.counters.SharedEnumCounters;

/** Counters of all sessions together, for metrics. Thread-safe. */
public final class SessionCounters {
  /** Events that are counted. */
  public enum Event {
    /** A session was created. */
    CREATED,
    /** A DTLS handshake was completed. */
    CONNECTED,
    /** An RTP packet was sent. */
    PACKET_SENT,
    /** A lost packet was retransmitted. */
    PACKET_RESENT,
    /** A viewer skipped access units: the log overtook it, or it continued at a newer key frame. */
    CURSOR_SKIPPED,
    /** A viewer requested a key frame (PLI, FIR). */
    KEY_FRAME_ASKED,
    /** A viewer requested a lost packet (NACK). */
    PACKET_ASKED,
    /** An ICE restart was requested and answered with new credentials. */
    ICE_RESTART_ASKED,
    /** A path was nominated with the credentials of a restart. */
    ICE_RESTARTED,
    /** A connectivity check was dropped. */
    STUN_DROPPED,
    /** A connectivity check was dropped: its transaction came from another address before. */
    STUN_REPLAYED,
    /** A DTLS datagram was dropped. */
    DTLS_DROPPED,
    /** An SRTCP or SRTP packet was dropped. */
    SRTCP_DROPPED,
    /** Feedback was dropped: it named far more packets than were sent to the viewer. */
    FEEDBACK_DROPPED,
    /** A datagram belongs to no session. */
    DATAGRAM_UNKNOWN,
    /** A TCP connection was refused or closed: too many, or no datagrams of a session. */
    TCP_REFUSED,
    /** A TCP connection was closed because its viewer had stopped reading. */
    TCP_STALLED,
    /** A socket reported an error. */
    SOCKET_ERROR
  }

  private final SharedEnumCounters<Event> events = new SharedEnumCounters<>(Event.class);
  private final SharedEnumCounters<EndReason> ends = new SharedEnumCounters<>(EndReason.class);

  /** Counts one. */
  public void count(Event event) {
    add(event, 1);
  }

  /** Counts several. */
  public void add(Event event, long count) {
    events.add(event, count);
  }

  /** Counts the end of a session. */
  public void countEnd(EndReason reason) {
    ends.increment(reason);
  }

  /** Count of an event. */
  public long of(Event event) {
    return events.get(event);
  }

  /** Count of sessions that ended for that reason. */
  public long of(EndReason reason) {
    return ends.get(reason);
  }
}
