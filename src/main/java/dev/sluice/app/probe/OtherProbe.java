package dev.sluice.app.probe;

import dev.sluice.container.mpegts.ElementaryStream;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.media.MediaKind;

/** Probes a track without parsing its codec: each PES packet counts as an access unit. */
final class OtherProbe extends TrackProbe {
  OtherProbe(ElementaryStream stream) {
    super(stream);
  }

  @Override
  void units(Pes pes, long ptsTicks90k) {
    boolean video = codec().kind() == MediaKind.VIDEO;
    unit(ptsTicks90k, pes.randomAccess() || !video);
  }
}
