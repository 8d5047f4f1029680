package dev.sluice.ingest.ts;

import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.media.Codec;
import dev.sluice.media.MediaKind;
import dev.sluice.rtc.rtp.PacketTable;
import dev.sluice.stream.StreamWriter;

/** A track that viewers are not sent: each PES packet is an entry without RTP packets. */
final class OtherIngest implements TrackIngest {
  private static final int MAX_UNIT_BYTES = 8 << 20;

  private final boolean everyOneIsKey;
  private final StreamWriter writer;
  private final UnitClock clock;
  private final IngestCounters counters;
  private final GrowableBytes bytes = new GrowableBytes(0, MAX_UNIT_BYTES);
  private final PacketTable noPackets = new PacketTable();

  OtherIngest(Codec codec, StreamWriter writer, UnitClock clock, IngestCounters counters) {
    this.everyOneIsKey = codec.kind() != MediaKind.VIDEO;
    this.writer = writer;
    this.clock = clock;
    this.counters = counters;
  }

  @Override
  public void pes(Pes pes) {
    bytes.clear();
    if (pes.length() == 0 || !bytes.append(pes.array(), pes.offset(), pes.length())) {
      return;
    }
    clock.place(pes.pts33(), pes.dts33(), pes.discontinuity(), pes.arrivalNanos());
    boolean key = !pes.damaged() && (everyOneIsKey || pes.randomAccess());
    counters.increment(IngestCounter.OTHER_UNITS);
    writer.append(
        clock.unit(0, key, clock.jumped(), pes.arrivalNanos()),
        bytes.array(),
        0,
        bytes.length(),
        noPackets);
  }
}
