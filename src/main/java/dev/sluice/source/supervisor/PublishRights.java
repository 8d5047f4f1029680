package dev.sluice.source.supervisor;

import java.net.InetAddress;
import java.util.OptionalLong;

/** Checks rights to be the source of a stream, for protocols other than HTTP. */
@FunctionalInterface
public interface PublishRights {
  /** Grants everything, without expiry. */
  PublishRights OPEN = (stream, token, client) -> OptionalLong.empty();

  /**
   * Grants a right. Blocks while another service is asked.
   *
   * @param token of the client; empty for none
   * @return expiry of the right, on the clock of {@link System#nanoTime}; empty for never
   * @throws PublishRefusedException if the client has no right
   */
  OptionalLong require(String stream, String token, InetAddress client)
      throws PublishRefusedException, InterruptedException;
}
