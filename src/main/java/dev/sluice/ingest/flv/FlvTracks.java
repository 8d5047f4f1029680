package dev.sluice.ingest.flv;

import dev.sluice.base.bytes.BudgetPart;
import dev.sluice.base.counters.EnumCounters;
import dev.sluice.base.time.TrackClock;
import dev.sluice.codec.opus.OpusIdHeader;
import dev.sluice.container.flv.FlvCodec;
import dev.sluice.container.flv.FlvMedia;
import dev.sluice.ingest.track.IngestCounter;
import dev.sluice.media.Codec;
import dev.sluice.media.MediaKind;
import dev.sluice.media.Track;
import dev.sluice.media.TrackFormat;
import dev.sluice.media.TrackSet;
import dev.sluice.stream.publish.SourceSink;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tracks of a source: at most one of pictures and one of sound. They are those that the
 * metadata announces and those of which tags come; the tags count where they differ.
 */
final class FlvTracks {
  private static final int OTHER_VIDEO = Track.FIRST_OTHER;
  private static final int OTHER_AUDIO = Track.FIRST_OTHER + 1;
  private static final int STEREO = 2;

  /** A live encoder changes its coding rarely; a hostile source with each tag. */
  private static final int MAX_CHANGES = 100;

  private final SourceSink publication;
  private final EnumCounters<IngestCounter> ended = new EnumCounters<>(IngestCounter.class);
  private @Nullable FlvTrack video;
  private @Nullable FlvTrack audio;

  /** Memory of the track of pictures; one of sound needs none. */
  private BudgetPart memory;

  private int changes;

  FlvTracks(SourceSink publication) {
    this.publication = publication;
    this.memory = new BudgetPart(publication.memory());
  }

  /** Takes an announced coding, unless tags of that kind have come. */
  void announce(FlvCodec codec) {
    if (known(codec.kind()) == null && codec.codec() != Codec.UNKNOWN) {
      set(codec, format(codec));
    }
  }

  /** The track of a tag; null if its tags are dropped. */
  @Nullable FlvTrack of(FlvMedia media) {
    FlvCodec codec = media.codec();
    FlvTrack known = known(codec.kind());
    TrackFormat format = null;
    if (codec == FlvCodec.OPUS && media.content() == FlvMedia.Content.CONFIGURATION) {
      format = opus(media);
    } else if (known == null || known.codec() != codec) {
      format = format(codec);
    }
    if (format == null || (known != null && known.track().format().equals(format))) {
      return known;
    }
    if (codec.codec() == Codec.UNKNOWN) {
      warnUnknown(codec);
      return null;
    }
    if (++changes > MAX_CHANGES) {
      ended.increment(IngestCounter.TOO_MANY_CHANGES);
      return null;
    }
    return set(codec, format);
  }

  private @Nullable FlvTrack known(MediaKind kind) {
    return kind == MediaKind.VIDEO ? video : audio;
  }

  private void warnUnknown(FlvCodec codec) {
    publication.warn(
        codec.kind() == MediaKind.VIDEO
            ? "The picture is %s, which is ignored. Encode it as H.264.".formatted(codec.label())
            : "The sound is %s, which is ignored. Encode it as Opus.".formatted(codec.label()));
  }

  private static TrackFormat format(FlvCodec codec) {
    boolean pictures = codec.kind() == MediaKind.VIDEO;
    return TrackFormat.of(codec.codec())
        .channels(codec == FlvCodec.OPUS ? STEREO : 0)
        .label(pictures ? "FLV video" : "FLV audio")
        .build();
  }

  /** The format by the identification header; null if it cannot be read, so that none is known. */
  private @Nullable TrackFormat opus(FlvMedia media) {
    Optional<OpusIdHeader> header =
        OpusIdHeader.read(media.array(), media.offset(), media.length());
    if (header.isEmpty()) {
      ended.increment(IngestCounter.BAD_CONFIGURATIONS);
      return audio == null || audio.codec() != FlvCodec.OPUS ? format(FlvCodec.OPUS) : null;
    }
    if (header.get().gainQ8() != 0) {
      publication.warn(
          "The Opus header states an output gain, which viewers do not apply: set the gain in the"
              + " encoder.");
    }
    return format(FlvCodec.OPUS)
        .with()
        .channels(header.get().channels())
        .packetStreams(header.get().streams())
        .build();
  }

  private FlvTrack set(FlvCodec codec, TrackFormat format) {
    FlvTrack before = known(codec.kind());
    if (before != null) {
      ended.addAll(before.counters);
    }
    if (codec.kind() == MediaKind.VIDEO) {
      memory.close();
      memory = new BudgetPart(publication.memory());
    }
    FlvTrack track = newTrack(codec, new Track(id(format), format));
    if (codec.kind() == MediaKind.VIDEO) {
      video = track;
    } else {
      audio = track;
    }
    publication.setTracks(new TrackSet(all().map(FlvTrack::track).toList()));
    return track;
  }

  private static int id(TrackFormat format) {
    boolean pictures = format.codec().kind() == MediaKind.VIDEO;
    if (format.playable()) {
      return pictures ? Track.VIDEO : Track.AUDIO;
    }
    if (format.playableBySome()) {
      return pictures ? Track.ORIGINAL_VIDEO : Track.ORIGINAL_AUDIO;
    }
    return pictures ? OTHER_VIDEO : OTHER_AUDIO;
  }

  private FlvTrack newTrack(FlvCodec codec, Track track) {
    EnumCounters<IngestCounter> counters = new EnumCounters<>(IngestCounter.class);
    TrackClock clock = publication.clock(track.id());
    return switch (codec) {
      case AVC -> new H264Track(track, publication, clock, memory, counters);
      case HEVC -> new H265Track(track, publication, clock, memory, counters);
      case OPUS -> new OpusTrack(track, publication, clock, counters);
      case AAC -> new AacTrack(track, publication, clock, counters);
      default -> new UnreadTrack(codec, track, counters);
    };
  }

  /** All tracks, pictures first. */
  Stream<FlvTrack> all() {
    return Stream.of(Optional.ofNullable(video), Optional.ofNullable(audio))
        .flatMap(Optional::stream);
  }

  /** Flaws of all tracks, also of those that are no more. */
  EnumCounters<IngestCounter> counters() {
    EnumCounters<IngestCounter> sum = new EnumCounters<>(IngestCounter.class);
    sum.addAll(ended);
    all().forEach(track -> sum.addAll(track.counters));
    return sum;
  }
}
