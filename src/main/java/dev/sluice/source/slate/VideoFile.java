package dev.sluice.source.slate;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.codec.annexb.NalIndex;
import dev.sluice.codec.h264.AccessUnitWalk;
import dev.sluice.codec.h264.NalType;
import dev.sluice.codec.h264.ParameterSets;
import dev.sluice.container.mpegts.ElementaryStream;
import dev.sluice.container.mpegts.Pes;
import dev.sluice.container.mpegts.ProgramMap;
import dev.sluice.container.mpegts.TsDemuxer;
import dev.sluice.container.mpegts.TsListener;
import dev.sluice.media.Codec;
import dev.sluice.media.TrackFormat;
import java.util.Arrays;
import java.util.Optional;

/** Finds the first key picture of H.264 in a byte stream (annex B) or in a transport stream. */
final class VideoFile {
  private static final int LENGTH_BYTES = 4;

  private VideoFile() {}

  /** The first key picture; empty if the bytes are no such file. */
  static Optional<SlatePictures> firstKeyPicture(byte[] bytes) {
    Pictures demuxed = new Pictures();
    TsDemuxer demuxer = new TsDemuxer(demuxed);
    demuxer.feed(bytes, 0, bytes.length, 0);
    demuxer.end(0);
    return demuxed.video.length() > 0
        ? inByteStream(demuxed.video.array(), demuxed.video.length())
        : inByteStream(bytes, bytes.length);
  }

  /** Gathers the H.264 of a transport stream. */
  private static final class Pictures implements TsListener {
    final GrowableBytes video = new GrowableBytes(0, SlateFile.MOST_BYTES);
    int pid = -1;

    @Override
    public void onProgramMap(ProgramMap map) {
      if (pid < 0) {
        map.streams().stream()
            .filter(stream -> stream.codec() == Codec.H264)
            .mapToInt(ElementaryStream::pid)
            .findFirst()
            .ifPresent(found -> pid = found);
      }
    }

    @Override
    public void onPes(Pes pes) {
      if (pes.pid() == pid) {
        boolean unused = video.append(pes.array(), pes.offset(), pes.length());
      }
    }
  }

  private static Optional<SlatePictures> inByteStream(byte[] array, int length) {
    NalIndex units = new NalIndex();
    units.scan(array, 0, length);
    ParameterSets sets = new ParameterSets(TrackFormat.of(Codec.H264).label("slate").build());
    AccessUnitWalk walk = new AccessUnitWalk();
    walk.reset(units, 0);
    while (walk.next()) {
      for (int i = walk.from(); i < walk.to(); i++) {
        sets.add(array, units.offset(i), units.length(i));
      }
      if (walk.key() && sets.sps() != null) {
        TrackFormat format = sets.format(false);
        byte[] content = content(units, walk.from(), walk.to());
        return format.complete() && format.widthPixels() > 0
            ? Optional.of(new SlatePictures(format, turn -> content))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static byte[] content(NalIndex units, int from, int to) {
    byte[] content = new byte[0];
    for (int i = from; i < to; i++) {
      if (!NalType.droppedFromRtp(NalType.of(units, i))) {
        int at = content.length;
        content = Arrays.copyOf(content, at + LENGTH_BYTES + units.length(i));
        Bytes.put32(content, at, units.length(i));
        System.arraycopy(
            units.array(), units.offset(i), content, at + LENGTH_BYTES, units.length(i));
      }
    }
    return content;
  }
}
