package dev.sluice.rtc.sdp;

import dev.sluice.rtc.ice.IceCredentials;
import org.jspecify.annotations.Nullable;

/**
 * A trickle-ICE fragment, {@code application/trickle-ice-sdpfrag} (RFC 8840 section 9). Only the
 * credentials are read: a lite agent answers checks from any address and needs no remote candidates
 * (RFC 8445 section 2.5).
 *
 * @param ufrag null if the fragment has none
 * @param pwd null if the fragment has none
 */
public record IceFragment(@Nullable String ufrag, @Nullable String pwd) {
  private static final String UFRAG = "a=ice-ufrag:";
  private static final String PWD = "a=ice-pwd:";
  private static final int MIN_UFRAG_CHARS = 4;
  private static final int MIN_PWD_CHARS = 22;
  private static final int MAX_ICE_CHARS = 256;

  /**
   * Parses a fragment. Lines may end in CRLF or LF.
   *
   * @throws SdpException if it is not a fragment, or has credentials of several transports
   */
  public static IceFragment parse(String text) throws SdpException {
    IceFragment read = new IceFragment(null, null);
    boolean any = false;
    for (String line : text.lines().map(String::strip).toList()) {
      any |= line.startsWith("a=") || line.startsWith("m=");
      if (line.startsWith(UFRAG)) {
        read = new IceFragment(same(read.ufrag, line.substring(UFRAG.length()).strip()), read.pwd);
      } else if (line.startsWith(PWD)) {
        read = new IceFragment(read.ufrag, same(read.pwd, line.substring(PWD.length()).strip()));
      }
    }
    if (!any) {
      throw new SdpException(
          "The body is not an SDP fragment: expected are lines that begin with \"a=\" or \"m=\".");
    }
    return read;
  }

  /** Bundled sections repeat the credentials of their transport. */
  private static String same(@Nullable String before, String now) throws SdpException {
    if (before != null && !before.equals(now)) {
      throw new SdpException(
          "The fragment has credentials of several transports, but the session has only one.");
    }
    return now;
  }

  /** Whether the fragment requests an ICE restart: its ufrag differs from the known one. */
  public boolean restarts(String knownUfrag) {
    return ufrag != null && !ufrag.equals(knownUfrag);
  }

  /**
   * The credentials for a restart.
   *
   * @throws SdpException if one is missing or malformed (RFC 8839 section 5.4)
   */
  public IceCredentials credentials() throws SdpException {
    return new IceCredentials(
        checked("a=ice-ufrag", ufrag, MIN_UFRAG_CHARS), checked("a=ice-pwd", pwd, MIN_PWD_CHARS));
  }

  private static String checked(String name, @Nullable String value, int minChars)
      throws SdpException {
    if (value == null
        || value.length() < minChars
        || value.length() > MAX_ICE_CHARS
        || !value.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw new SdpException(
          "An ICE restart needs %s with %d to %d characters; the session goes on unchanged."
              .formatted(name, minChars, MAX_ICE_CHARS));
    }
    return value;
  }
}
