package dev.sluice.net.framing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Fuzz target: frames of an HTTP/2 client behind its preface, whole and in pieces. What passes has
 * no compression, and nothing malformed.
 */
public final class Http2GuardFuzz {
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final Duration LIMIT = Duration.ofSeconds(1);

  private Http2GuardFuzz() {}

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    Outcome whole = run(input, Math.max(1, input.length));
    checkPassed(whole.passed);
    int piece = input.length == 0 ? 1 : 1 + (input[input.length - 1] & 0xff);
    Outcome cut = run(input, piece);
    if (!whole.fault.equals(cut.fault)) {
      throw new AssertionError(whole.fault + " whole, " + cut.fault + " in pieces");
    }
    if (whole.fault.isEmpty() && !Arrays.equals(whole.passed, cut.passed)) {
      throw new AssertionError("another result in pieces");
    }
  }

  private static final class Outcome {
    byte[] passed = {};
    Optional<Http2Fault> fault = Optional.empty();
  }

  private static Outcome run(byte[] input, int piece) {
    Http2Guard guard = new Http2Guard(path -> !path.contains("|"), LIMIT, LIMIT, streamId -> {});
    ByteArrayOutputStream passed = new ByteArrayOutputStream();
    Outcome outcome = new Outcome();
    guard.received(PREFACE, 0);
    try {
      for (int at = 0; at < input.length; at += piece) {
        byte[] part = Arrays.copyOfRange(input, at, Math.min(input.length, at + piece));
        passed.writeBytes(guard.received(part, 0));
      }
    } catch (Http2FaultException e) {
      outcome.fault = Optional.of(e.fault());
    }
    outcome.passed = passed.toByteArray();
    return outcome;
  }

  private static void checkPassed(byte[] bytes) {
    int at = 0;
    while (bytes.length - at >= FrameHead.BYTES) {
      FrameHead head = FrameHead.of(bytes, at);
      at += FrameHead.BYTES;
      if (head.length() > 16_384 || head.type() > FrameHead.WINDOW_UPDATE) {
        throw new AssertionError("passed " + head);
      }
      if (head.type() == FrameHead.HEADERS) {
        checkBlock(Arrays.copyOfRange(bytes, at, at + head.length()), head);
      }
      at += head.length();
    }
  }

  private static void checkBlock(byte[] block, FrameHead head) {
    if (!head.has(FrameHead.END_HEADERS)) {
      throw new AssertionError("passed half a block");
    }
    List<HeaderField> fields =
        new HpackDecoder(Http2Guard.MAX_HEADER_LIST_BYTES).decode(block).fields();
    for (HeaderField field : fields) {
      String line = field.name() + field.value();
      if (line.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
        throw new AssertionError("passed a control character: " + field);
      }
    }
    boolean complete = fields.stream().filter(HeaderField::isPseudo).count() == 4;
    if (!fields.isEmpty() && !complete) {
      throw new AssertionError("passed an incomplete request: " + fields);
    }
  }
}
