package dev.sluice.source.http;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/**
 * The content types of answers. Servers label transport streams in many ways, so only those are
 * refused that are certain to be something else: mostly pages that tell of an error.
 */
public final class MediaTypes {
  private static final Set<String> PLAYLISTS =
      Set.of(
          "application/vnd.apple.mpegurl",
          "application/x-mpegurl",
          "audio/mpegurl",
          "audio/x-mpegurl",
          "application/dash+xml");

  /** What desktop systems take files named .ts for. */
  private static final String TRANSLATIONS = "text/vnd.trolltech.linguist";

  private MediaTypes() {}

  /**
   * Refuses an answer that holds no media.
   *
   * @throws IOException with a sentence for people
   */
  public static void require(ResponseHead head) throws IOException {
    String coding = head.field("content-encoding");
    if (!coding.isEmpty() && !coding.equalsIgnoreCase("identity")) {
      throw new IOException("The server sends a compressed body, which no source may have.");
    }
    String type = head.field("content-type").replaceFirst("[;,].*", "").strip();
    String lower = type.toLowerCase(Locale.ROOT);
    if (PLAYLISTS.contains(lower)) {
      throw new IOException(
          "The server sends a playlist (%s): only a transport stream is played.".formatted(lower));
    }
    boolean text = lower.startsWith("text/") && !lower.equals(TRANSLATIONS);
    if (text || lower.matches("(image|font|multipart|message)/.*|.*[/+](json|xml)")) {
      throw new IOException(
          "The server sends %s, and no transport stream."
              .formatted(lower.matches("[\\w.+/-]{1,80}") ? lower : "text"));
    }
  }
}
