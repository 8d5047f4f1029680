package dev.sluice.rtc.answer;

import dev.sluice.rtc.sdp.SdpException;
import java.util.ArrayList;
import java.util.List;

/** Builds small valid offers, which tests then modify. */
public final class OfferText {
  public static final String SHA_256 = "0F:".repeat(31) + "0F";

  private final List<String> session =
      new ArrayList<>(List.of("v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0"));
  private final List<List<String>> sections = new ArrayList<>();
  private String newline = "\r\n";

  public static OfferText bundle() {
    return new OfferText().session("a=group:BUNDLE 0 1");
  }

  /** Video first, with H.264 of one profile in payload type 96. */
  public static OfferText videoAndAudio() {
    return bundle().video("0").audio("1");
  }

  public static OfferText videoOnly() {
    return new OfferText().session("a=group:BUNDLE 0").video("0");
  }

  public OfferText session(String... lines) {
    session.addAll(List.of(lines));
    return this;
  }

  public OfferText section(String mediaLine, String mid, String... lines) {
    List<String> section = new ArrayList<>();
    section.add(mediaLine);
    section.add("c=IN IP4 0.0.0.0");
    section.add("a=mid:" + mid);
    section.addAll(
        List.of(
            "a=ice-ufrag:theirs",
            "a=ice-pwd:their-password-of-24-char",
            "a=fingerprint:sha-256 " + SHA_256,
            "a=setup:actpass",
            "a=rtcp-mux",
            "a=recvonly"));
    section.addAll(List.of(lines));
    sections.add(section);
    return this;
  }

  public OfferText video(String mid) {
    return section(
        "m=video 9 UDP/TLS/RTP/SAVPF 96",
        mid,
        "a=rtpmap:96 H264/90000",
        "a=fmtp:96 packetization-mode=1;profile-level-id=42e01f",
        "a=rtcp-fb:96 nack",
        "a=rtcp-fb:96 nack pli");
  }

  public OfferText audio(String mid) {
    return section("m=audio 9 UDP/TLS/RTP/SAVPF 111", mid, "a=rtpmap:111 opus/48000/2");
  }

  /** Replaces a line of a section; removes it if the new one is empty. */
  public OfferText replace(int section, String before, String after) {
    List<String> lines = sections.get(section);
    int at = lines.indexOf(before);
    if (at < 0) {
      throw new AssertionError("no line " + before + " in " + lines);
    }
    if (after.isEmpty()) {
      lines.remove(at);
    } else {
      lines.set(at, after);
    }
    return this;
  }

  public OfferText remove(int section, String line) {
    return replace(section, line, "");
  }

  public OfferText add(int section, String line) {
    sections.get(section).add(line);
    return this;
  }

  public OfferText newline(String ending) {
    newline = ending;
    return this;
  }

  @Override
  public String toString() {
    List<String> lines = new ArrayList<>(session);
    sections.forEach(lines::addAll);
    return String.join(newline, lines) + newline;
  }

  SdpAnswer answer() throws SdpException {
    return Offers.answer(toString(), Offers.BOTH, Offers.CONSTRAINED_BASELINE_31);
  }
}
