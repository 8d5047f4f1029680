package dev.sluice.rehearsal;

import dev.sluice.dtls.DtlsIdentity;
import dev.sluice.ingest.TsIngest;
import dev.sluice.mpegts.TsLoop;
import dev.sluice.sdp.SdpException;
import dev.sluice.session.SessionLimitException;
import dev.sluice.stream.SourceLease;
import dev.sluice.stream.SourceRefusedException;
import dev.sluice.time.Ticks90k;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * Plays a stream to a few viewers of its own, many times faster than it would be watched, while
 * others of them come and go.
 *
 * <p>A method is compiled after it has run thousands of times. With 80 access units a second that
 * would take minutes of a real stream, and each viewer of a new service would cost several times
 * what it costs later.
 *
 * <p>Whatever fails here only ends the rehearsal.
 */
public final class Rehearsal implements Runnable {
  private static final System.Logger LOG = System.getLogger(Rehearsal.class.getName());
  private static final String NAME = "rehearsal";
  private static final int AUDIENCE = 6;
  private static final int CUES_PER_NEWCOMER = 64;

  /** Leaves the machine to others for about as long as it is busy itself. */
  private static final long PAUSE_NANOS = 100_000;

  private final TsLoop loop;
  private final int cues;
  private final Deque<Understudy> audience = new ArrayDeque<>();

  /**
   * @param loop what is played
   * @param cues how much of it
   */
  public Rehearsal(TsLoop loop, int cues) {
    this.loop = loop;
    this.cues = cues;
  }

  /** Rehearses, until it is done or its thread is interrupted. */
  @Override
  public void run() {
    SecureRandom random = new SecureRandom();
    DtlsIdentity identity = DtlsIdentity.generate(random);
    long beginNanos = System.nanoTime();
    try (Stage stage = Stage.open(identity, random)) {
      play(stage, identity);
    } catch (IOException | SourceRefusedException | SdpException | SessionLimitException e) {
      LOG.log(System.Logger.Level.DEBUG, "The rehearsal has ended early.", e);
    } finally {
      audience.forEach(Understudy::close);
    }
    LOG.log(
        System.Logger.Level.DEBUG,
        "Rehearsed for {0} ms",
        (System.nanoTime() - beginNanos) / 1_000_000);
  }

  private void play(Stage stage, DtlsIdentity identity)
      throws IOException, SourceRefusedException, SdpException, SessionLimitException {
    SourceLease lease = stage.streams().openSource(NAME, false);
    TsIngest ingest = new TsIngest(lease);
    long begin = System.nanoTime();
    for (int cue = 0; cue < cues && !Thread.currentThread().isInterrupted(); cue++) {
      byte[] packets = loop.packets(cue);
      // As if it came in real time: a stream that runs ahead of the clock would be a broken one.
      long now = begin + Ticks90k.toNanos(loop.dueTicks90k(cue));
      ingest.feed(packets, 0, packets.length, now);
      if (cue % CUES_PER_NEWCOMER == CUES_PER_NEWCOMER - 1 && lease.stream().playable()) {
        welcome(stage, lease, identity);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void welcome(Stage stage, SourceLease lease, DtlsIdentity identity)
      throws IOException, SdpException, SessionLimitException {
    Understudy newcomer = new Understudy(stage.sessions(), stage.address());
    audience.add(newcomer);
    newcomer.connect(lease.stream(), identity);
    if (audience.size() > AUDIENCE) {
      audience.remove().close();
    }
  }
}
