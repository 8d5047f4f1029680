package dev.sluice.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
      AcceptedSection accepted = accepted(section);
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

  private @Nullable AcceptedSection accepted(MediaSection section) {
    return sent.stream()
        .filter(each -> each.section().index() == section.index())
        .findFirst()
        .orElse(null);
  }

  private void line(String line) {
    text.append(line).append("\r\n");
  }

  private void session() {
    line("v=0");
    line("o=- %d 1 IN IP4 127.0.0.1".formatted(parameters.sessionId()));
    line("s=-");
    line("t=0 0");
    List<String> bundle = new ArrayList<>();
    for (MediaSection section : offer.sections()) {
      if ((accepted(section) != null || idle.contains(section))
          && !offer.bundleOf(section).isEmpty()) {
        bundle.add(String.valueOf(section.mid()));
      }
    }
    if (!bundle.isEmpty()) {
      line("a=group:BUNDLE %s".formatted(String.join(" ", bundle)));
    }
    line("a=ice-lite");
    line("a=msid-semantic:WMS *");
  }

  /**
   * One format must stand in the line, though it means nothing (RFC 3264 section 6). The rest of
   * what nobody needs is there since Pion refuses an answer with a format that is not mapped, and
   * aiortc one with a section that has no transport or no rtcp-mux.
   */
  private void refused(MediaSection section) {
    String format = section.formats().getFirst();
    line("m=%s 0 %s %s".formatted(section.media(), section.protocol(), format));
    line("c=IN IP4 0.0.0.0");
    if (section.mid() != null) {
      line("a=mid:%s".formatted(section.mid()));
    }
    line("a=inactive");
    if (section.rtcpMux()) {
      line("a=rtcp-mux");
    }
    transport();
    section.payloadTypes().stream()
        .limit(1)
        .filter(type -> !type.encoding().isEmpty())
        .forEach(type -> line("a=rtpmap:%d %s".formatted(type.number(), type.map())));
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

  /** A section whose transport is used and in which nothing is sent. */
  private void idle(MediaSection section) {
    PayloadType type = Objects.requireNonNull(IdleSections.format(section));
    head(section, Integer.toString(type.number()), "inactive");
    line("a=rtpmap:%d %s".formatted(type.number(), type.map()));
    H264Format h264 = H264Format.of(type);
    if (h264 != null && !h264.silent()) {
      line("a=fmtp:%d %s".formatted(type.number(), h264.answerParameters(H264Format.UNSAID)));
    }
    candidates();
  }

  private void head(MediaSection section, String formats, String direction) {
    Optional<Candidate> first =
        parameters.candidates().stream().filter(AnswerWriter::isLiteral).findFirst();
    int port = first.map(Candidate::port).orElse(SdpOffer.DISCARD_PORT);
    line("m=%s %d %s %s".formatted(section.media(), port, section.protocol(), formats));
    String address = first.map(Candidate::address).orElse("0.0.0.0");
    line("c=IN %s %s".formatted(address.contains(":") ? "IP6" : "IP4", address));
    if (section.mid() != null) {
      line("a=mid:%s".formatted(section.mid()));
    }
    line("a=" + direction);
    rtcp(section);
    transport();
  }

  /**
   * RFC 9725 section 4.4.1 wants rtcp-mux-only from both sides, and RFC 8858 section 4 from the
   * offerer alone; clients that do not know the attribute pass it over.
   */
  private void rtcp(MediaSection section) {
    line("a=rtcp-mux");
    line("a=rtcp-mux-only");
    if (section.rtcpReducedSize()) {
      line("a=rtcp-rsize");
    }
  }

  private void transport() {
    line("a=ice-ufrag:%s".formatted(parameters.ice().ufrag()));
    line("a=ice-pwd:%s".formatted(parameters.ice().pwd()));
    line(
        "a=fingerprint:%s %s"
            .formatted(parameters.fingerprint().algorithm(), parameters.fingerprint().hex()));
    line("a=setup:passive");
  }

  private void extensions(HeaderExtensions ids) {
    extension(ids.mid(), HeaderExtensions.MID_URI);
    extension(ids.absCaptureTime(), HeaderExtensions.ABS_CAPTURE_TIME_URI);
    extension(ids.playoutDelay(), HeaderExtensions.PLAYOUT_DELAY_URI);
    extension(ids.transportCc(), HeaderExtensions.TRANSPORT_CC_URI);
  }

  private void extension(int id, String uri) {
    if (id > 0) {
      line("a=extmap:%d %s".formatted(id, uri));
    }
  }

  private void codec(AcceptedSection accepted) {
    AcceptedMedia media = accepted.media();
    int number = media.payloadType();
    line("a=rtpmap:%d %s".formatted(number, accepted.type().map()));
    media.feedback().stream()
        .sorted()
        .forEach(feedback -> line("a=rtcp-fb:%d %s".formatted(number, feedback.value())));
    if (accepted.parameters() != null) {
      line("a=fmtp:%d %s".formatted(number, accepted.parameters()));
    }
    if (media.rtxPayloadType() != AcceptedMedia.NO_RTX) {
      line("a=rtpmap:%d rtx/%d".formatted(media.rtxPayloadType(), accepted.type().clockRateHz()));
      line("a=fmtp:%d apt=%d".formatted(media.rtxPayloadType(), number));
    }
    if (media.redPayloadType() != AcceptedMedia.NO_RED) {
      line("a=rtpmap:%d red/48000/2".formatted(media.redPayloadType()));
      line("a=fmtp:%d %d/%d".formatted(media.redPayloadType(), number, number));
    }
  }

  private void sources(AcceptedSection accepted) {
    boolean video = SectionJudge.isVideo(accepted.section());
    line("a=msid:%s %s".formatted(parameters.streamId(), accepted.section().media()));
    int ssrc = video ? parameters.videoSsrc() : parameters.audioSsrc();
    String media = Integer.toUnsignedString(ssrc);
    boolean rtx = accepted.media().rtxPayloadType() != AcceptedMedia.NO_RTX;
    String again = Integer.toUnsignedString(parameters.videoRtxSsrc());
    if (rtx) {
      line("a=ssrc-group:FID %s %s".formatted(media, again));
    }
    // The media's comes first: Chromium takes the first SSRC for it, whatever the group says.
    line("a=ssrc:%s cname:%s".formatted(media, parameters.cname()));
    if (rtx) {
      line("a=ssrc:%s cname:%s".formatted(again, parameters.cname()));
    }
  }

  private void candidates() {
    for (Candidate candidate : parameters.candidates()) {
      line(
          "a=candidate:%s 1 %s %d %s %d typ host%s"
              .formatted(
                  candidate.foundation(),
                  candidate.tcp() ? "tcp" : "udp",
                  candidate.priority(),
                  candidate.address(),
                  candidate.port(),
                  candidate.tcp() ? " tcptype passive" : ""));
    }
    line("a=end-of-candidates");
  }

  /** Whether the address is one, and not a host name. */
  private static boolean isLiteral(Candidate candidate) {
    String address = candidate.address();
    return address.contains(":")
        || address.chars().allMatch(character -> character == '.' || Character.isDigit(character));
  }
}
