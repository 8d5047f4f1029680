package dev.sluice.net.rtmp;

import java.util.Arrays;
import java.util.zip.CRC32;

/** What a session understood, as text. */
final class SessionDump implements RtmpPublisher {
  private final StringBuilder text = new StringBuilder();
  private int previousBytes;

  /** Feeds bytes in pieces of a size, as long as the session takes them. */
  static String of(byte[] input, int pieceBytes) {
    SessionDump dump = new SessionDump();
    RtmpSession session = new RtmpSession(dump);
    for (int at = 0; at < input.length && !session.isOver(); at += pieceBytes) {
      // A copy of exact length, so that reading past the end would throw.
      byte[] piece = Arrays.copyOfRange(input, at, Math.min(input.length, at + pieceBytes));
      session.feed(piece, 0, piece.length);
    }
    session.fault().ifPresent(fault -> dump.text.append(fault).append('\n'));
    return dump.text.append(session.isOver() ? "over" : "open").append('\n').toString();
  }

  @Override
  public Answer publish(String app, String name) {
    text.append("publish '%s' '%s'%n".formatted(app, name));
    return new Answer(RtmpStatus.START, "Publishing.");
  }

  @Override
  public boolean media(RtmpMessage message) {
    byte[] tag = message.asTag(previousBytes);
    CRC32 crc = new CRC32();
    crc.update(tag, 0, message.framedBytes());
    previousBytes = message.tagBytes();
    text.append(
        "type %d at %d: %d bytes %08x%n"
            .formatted(
                message.type(), message.timestampMillis(), message.length(), crc.getValue()));
    return true;
  }

  @Override
  public void unpublish() {
    text.append("unpublish\n");
  }
}
