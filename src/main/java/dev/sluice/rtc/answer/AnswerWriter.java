package dev.sluice.rtc.answer;

import dev.sluice.rtc.sdp.FeedbackType;
import dev.sluice.rtc.sdp.Fingerprint;
import dev.sluice.rtc.sdp.MediaSection;
import dev.sluice.rtc.sdp.PayloadType;
import dev.sluice.rtc.sdp.SdpOffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the text of an answer. */
final class AnswerWriter {
  private final StringBuilder text = new StringBuilder(2048);
  private final SdpOffer offer;
  private final List<AcceptedSection> sent;
  private final List<MediaSection> idle;
  private final AnswerParameters parameters;

  AnswerWriter(
      SdpOffer offer,
      List<AcceptedSection> sent,
      List<MediaSection> idle,
      AnswerParameters parameters) {
    this.offer = offer;
    this.sent = sent;
    this.idle = idle;
    this.parameters = parameters;
  }

  String write() {
    session();
    for (MediaSection section : offer.sections()) {
      AcceptedSection accepted = AcceptedSection.of(section, sent);
      if (accepted != null) {
        accepted(accepted);
      } else if (idle.contains(section)) {
        idle(section);
      } else {
        refused(section);
      }
    }
    return text.toString();
  }

  private void line(Object... parts) {
    for (Object part : parts) {
      text.append(part);
    }
    text.append("\r\n");
  }

  private void session() {
    line("v=0");
    line("o=- ", parameters.sessionId(), " 1 IN IP4 127.0.0.1");
    line("s=-");
    line("t=0 0");
    List<String> bundle = new ArrayList<>();
    for (MediaSection section : offer.sections()) {
      if ((AcceptedSection.of(section, sent) != null || idle.contains(section))
          && !offer.bundleOf(section).isEmpty()) {
        bundle.add(String.valueOf(section.mid()));
      }
    }
    if (!bundle.isEmpty()) {
      line("a=group:BUNDLE ", String.join(" ", bundle));
    }
    line("a=ice-lite");
    line("a=msid-semantic:WMS *");
  }

  /**
   * A rejected section needs one format in its media line, although it has no meaning (RFC 3264
   * section 6). Pion refuses an answer whose format has no {@code a=rtpmap}, aiortc one whose
   * section has no transport or no {@code a=rtcp-mux}; so all of these are written.
   */
  private void refused(MediaSection section) {
    PayloadType type = InactiveSections.format(section);
    String format = type == null ? section.formats().getFirst() : Integer.toString(type.number());
    line("m=", section.media(), " 0 ", section.protocol(), " ", format);
    line("c=IN IP4 0.0.0.0");
    if (section.mid() != null) {
      line("a=mid:", section.mid());
    }
    line("a=inactive");
    if (section.rtcpMux()) {
      line("a=rtcp-mux");
    }
    transport();
    if (type != null) {
      line("a=rtpmap:", type.number(), " ", type.map());
    }
  }

  private void accepted(AcceptedSection accepted) {
    MediaSection section = accepted.section();
    AcceptedMedia media = accepted.media();
    String formats =
        media.payloadType() + further(media.rtxPayloadType()) + further(media.redPayloadType());
    head(section, formats, "sendonly");
    extensions(media.extensions());
    codec(accepted);
    sources(accepted);
    candidates();
  }

  private static String further(int payloadType) {
    return payloadType < 0 ? "" : " " + payloadType;
  }

  /** An accepted section without media, see {@link InactiveSections}. */
  private void idle(MediaSection section) {
    PayloadType type = Objects.requireNonNull(InactiveSections.format(section));
    head(section, Integer.toString(type.number()), "inactive");
    line("a=rtpmap:", type.number(), " ", type.map());
    H264Format h264 = H264Format.of(type);
    if (h264 != null && !h264.hasNoParameters()) {
      line("a=fmtp:", type.number(), " ", h264.answerParameters(H264Format.UNSPECIFIED));
    }
    candidates();
  }

  private void head(MediaSection section, String formats, String direction) {
    Candidate first = firstLiteral();
    int port = first == null ? SdpOffer.DISCARD_PORT : first.port();
    line("m=", section.media(), " ", port, " ", section.protocol(), " ", formats);
    String address = first == null ? "0.0.0.0" : first.address();
    line("c=IN ", address.contains(":") ? "IP6 " : "IP4 ", address);
    if (section.mid() != null) {
      line("a=mid:", section.mid());
    }
    line("a=", direction);
    rtcp(section);
    transport();
  }

  /**
   * RFC 9725 section 4.4.1 asks both sides for rtcp-mux-only, RFC 8858 section 4 only the offerer.
   * Clients that do not know the attribute ignore it.
   */
  private void rtcp(MediaSection section) {
    line("a=rtcp-mux");
    line("a=rtcp-mux-only");
    if (section.rtcpReducedSize()) {
      line("a=rtcp-rsize");
    }
  }

  private void transport() {
    Fingerprint fingerprint = parameters.fingerprint();
    line("a=ice-ufrag:", parameters.ice().ufrag());
    line("a=ice-pwd:", parameters.ice().password());
    line("a=fingerprint:", fingerprint.algorithm(), " ", fingerprint.hex());
    line("a=setup:passive");
  }

  private void extensions(HeaderExtensionIds ids) {
    extension(ids.mid(), HeaderExtensionIds.MID_URI);
    extension(ids.absCaptureTime(), HeaderExtensionIds.ABS_CAPTURE_TIME_URI);
    extension(ids.playoutDelay(), HeaderExtensionIds.PLAYOUT_DELAY_URI);
    extension(ids.transportCc(), HeaderExtensionIds.TRANSPORT_CC_URI);
  }

  private void extension(int id, String uri) {
    if (id > 0) {
      line("a=extmap:", id, " ", uri);
    }
  }

  private void codec(AcceptedSection accepted) {
    AcceptedMedia media = accepted.media();
    int number = media.payloadType();
    line("a=rtpmap:", number, " ", accepted.type().map());
    for (FeedbackType feedback : FeedbackType.values()) {
      if (media.feedback().contains(feedback)) {
        line("a=rtcp-fb:", number, " ", feedback.value());
      }
    }
    String parameters = accepted.parameters();
    if (parameters != null) {
      line("a=fmtp:", number, " ", parameters);
    }
    if (media.rtxPayloadType() != AcceptedMedia.NO_RTX) {
      line("a=rtpmap:", media.rtxPayloadType(), " rtx/", accepted.type().clockRateHz());
      line("a=fmtp:", media.rtxPayloadType(), " apt=", number);
    }
    if (media.redPayloadType() != AcceptedMedia.NO_RED) {
      line("a=rtpmap:", media.redPayloadType(), " red/48000/2");
      line("a=fmtp:", media.redPayloadType(), " ", number, "/", number);
    }
  }

  private void sources(AcceptedSection accepted) {
    boolean video = SectionNegotiator.isVideo(accepted.section());
    line("a=msid:", parameters.streamId(), " ", accepted.section().media());
    int ssrc = video ? parameters.videoSsrc() : parameters.audioSsrc();
    String media = Integer.toUnsignedString(ssrc);
    boolean rtx = accepted.media().rtxPayloadType() != AcceptedMedia.NO_RTX;
    String again = Integer.toUnsignedString(parameters.videoRtxSsrc());
    if (rtx) {
      line("a=ssrc-group:FID ", media, " ", again);
    }
    // The media SSRC comes first: Chromium takes the first SSRC for it and ignores the group.
    line("a=ssrc:", media, " cname:", parameters.cname());
    if (rtx) {
      line("a=ssrc:", again, " cname:", parameters.cname());
    }
  }

  private void candidates() {
    for (Candidate candidate : parameters.candidates()) {
      line(
          "a=candidate:",
          candidate.foundation(),
          candidate.tcp() ? " 1 tcp " : " 1 udp ",
          candidate.priority(),
          " ",
          candidate.address(),
          " ",
          candidate.port(),
          candidate.tcp() ? " typ host tcptype passive" : " typ host");
    }
    line("a=end-of-candidates");
  }

  /** The first candidate with an IP address rather than a host name; null if there is none. */
  private @Nullable Candidate firstLiteral() {
    for (Candidate candidate : parameters.candidates()) {
      if (isLiteral(candidate.address())) {
        return candidate;
      }
    }
    return null;
  }

  private static boolean isLiteral(String address) {
    if (address.indexOf(':') >= 0) {
      return true;
    }
    for (int i = 0; i < address.length(); i++) {
      char character = address.charAt(i);
      if (character != '.' && !Character.isDigit(character)) {
        return false;
      }
    }
    return true;
  }
}
