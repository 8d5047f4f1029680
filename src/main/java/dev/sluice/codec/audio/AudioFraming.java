package dev.sluice.codec.audio;

import dev.sluice.media.Codec;
import java.util.Optional;

/** The framing of audio in an elementary stream. */
public enum AudioFraming {
  /** AAC with audio data transport stream headers (ISO/IEC 14496-3 clause 1.A.2). */
  ADTS,
  /** AAC in LATM multiplex elements with the LOAS sync layer (ISO/IEC 14496-3 clause 1.7). */
  LOAS,
  /** MPEG audio, layers I to III (ISO/IEC 11172-3 clause 2.4.2.3, ISO/IEC 13818-3). */
  MPEG_AUDIO,
  /** AC-3 and E-AC-3 (ETSI TS 102 366 clauses 4.3 and E.1.2). The header tells them apart. */
  AC3;

  /** The framing of a codec; AAC is taken as ADTS. Empty for codecs that are not framed here. */
  public static Optional<AudioFraming> of(Codec codec) {
    return switch (codec) {
      case AAC -> Optional.of(ADTS);
      case MPEG_AUDIO -> Optional.of(MPEG_AUDIO);
      case AC3, EAC3 -> Optional.of(AC3);
      default -> Optional.empty();
    };
  }

  FrameHeader header() {
    return switch (this) {
      case ADTS -> new AdtsHeader();
      case LOAS -> new LoasHeader();
      case MPEG_AUDIO -> new MpegAudioHeader();
      case AC3 -> new Ac3Header();
    };
  }
}
