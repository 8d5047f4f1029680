package dev.sluice.rtc.answer;

import dev.sluice.media.TrackFormat;
import dev.sluice.rtc.sdp.PayloadType;
import org.jspecify.annotations.Nullable;

/**
 * An offered payload type of Opus with several streams in a packet. No RFC defines it. This is the
 * form of libwebrtc, with packets as in RFC 7845 section 5.1.1.2:
 *
 * <pre>
 *   a=rtpmap:96 multiopus/48000/6
 *   a=fmtp:96 channel_mapping=0,4,1,2,3,5;coupled_streams=2;num_streams=4
 * </pre>
 *
 * <p>The mapping gives, for each channel that the viewer puts out, its place among the decoded
 * ones, or 255 for silence. It concerns the viewer alone, and is repeated in the answer.
 *
 * @param type the payload type
 * @param streams num_streams
 * @param coupledStreams coupled_streams
 * @param mapping channel_mapping
 */
record MultiOpusFormat(PayloadType type, int streams, int coupledStreams, String mapping) {
  private static final int CLOCK_HZ = 48_000;
  private static final int SILENT = 255;

  /** The format of a payload type; null if it is not of that kind, or if it breaks a rule. */
  static @Nullable MultiOpusFormat of(PayloadType type) {
    String mapping = type.parameter("channel_mapping");
    if (!type.encoding().equalsIgnoreCase("multiopus")
        || type.clockRateHz() != CLOCK_HZ
        || mapping == null) {
      return null;
    }
    int streams = number(type.parameter("num_streams"));
    int coupled = number(type.parameter("coupled_streams"));
    boolean valid =
        streams > 0
            && coupled >= 0
            && coupled <= streams
            && maps(mapping, type.channels(), streams + coupled);
    return valid ? new MultiOpusFormat(type, streams, coupled, mapping) : null;
  }

  private static boolean maps(String mapping, int channels, int decoded) {
    String[] places = mapping.split(",", -1);
    if (places.length != channels) {
      return false;
    }
    for (String place : places) {
      int number = number(place.trim());
      if (number < 0 || (number >= decoded && number != SILENT)) {
        return false;
      }
    }
    return true;
  }

  /** The value of a number up to 255, -1 for anything else. */
  private static int number(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > 3) {
      return -1;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return -1;
      }
    }
    int value = Integer.parseInt(text);
    return value <= SILENT ? value : -1;
  }

  /** Whether a decoder of this format decodes the stream. */
  boolean decodes(TrackFormat stream) {
    return type.channels() == stream.channels()
        && streams == stream.packetStreams()
        && coupledStreams == stream.coupledStreams();
  }

  /** The {@code a=fmtp} parameters of the answer, as offered. */
  String answerParameters() {
    return "channel_mapping=%s;coupled_streams=%d;num_streams=%d"
        .formatted(mapping, coupledStreams, streams);
  }
}
