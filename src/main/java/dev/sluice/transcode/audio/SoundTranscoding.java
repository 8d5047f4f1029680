package dev.sluice.transcode.audio;

import dev.sluice.stream.life.Stream;
import dev.sluice.stream.life.Streams;
import java.util.concurrent.ConcurrentHashMap;

/** Transcodes the sound of all streams whose source has none that browsers play. */
public final class SoundTranscoding implements AutoCloseable {
  private final LazyCoders coders;
  private final SoundFigures figures = new SoundFigures();
  private final ConcurrentHashMap<Stream, StreamSound> sounds = new ConcurrentHashMap<>();

  SoundTranscoding(LazyCoders coders) {
    this.coders = coders;
  }

  /** Begins for all streams; no effect if it is turned off. */
  public static SoundTranscoding start(AudioTranscodeSettings settings, Streams streams) {
    SoundTranscoding transcoding = new SoundTranscoding(LazyCoders.ofSystem());
    if (settings.mode == AudioTranscodeSettings.Mode.AUTO) {
      streams.addSourceListener(transcoding::look);
    }
    return transcoding;
  }

  /** Adapts to a change of a stream. */
  void look(Stream stream) {
    StreamSound sound =
        sounds.computeIfAbsent(stream, key -> new StreamSound(key, coders, figures));
    if (!sound.look()) {
      sounds.remove(stream);
    }
  }

  /** The figures of all transcoders. */
  public SoundFigures figures() {
    return figures;
  }

  /** Ends all transcoders. */
  @Override
  public void close() {
    sounds.values().forEach(StreamSound::close);
  }
}
