package dev.sluice.app.config;

import static dev.sluice.app.config.ConfigKey.key;

import dev.sluice.net.http.AddressBlock;
import java.util.List;

/** Keys on how much one address may ask for. */
final class LimitKeys {
  static final ConfigKey<Integer> SESSIONS =
      key(
          "limits.sessionsPerAddress",
          ValueType.integer(1, 1_000_000),
          "100",
          "Viewers of one address; an IPv6 address counts by its /64 in all these limits.");
  static final ConfigKey<Integer> CONNECTING =
      key(
          "limits.connecting",
          ValueType.integer(1, 1_000_000),
          "1000",
          "Viewers in all that are answered and whose handshake is not over.");
  static final ConfigKey<Integer> WAITING_PER_STREAM =
      key(
          "limits.waitingPerStream",
          ValueType.integer(1, 100_000),
          "1000",
          "Requests held at once for one stream.");
  static final ConfigKey<Integer> WAITING_PER_ADDRESS =
      key(
          "limits.waitingPerAddress",
          ValueType.integer(1, 100_000),
          "50",
          "Requests held at once of one address.");
  static final ConfigKey<Integer> POSTS =
      key(
          "limits.postsPerSecond",
          ValueType.integer(1, 100_000),
          "10",
          "POST requests of one address; after a pause five times as many at once, as with the two"
              + " below.");
  static final ConfigKey<Integer> PATCHES =
      key(
          "limits.patchesPerSecond",
          ValueType.integer(1, 100_000),
          "50",
          "PATCH requests of one address.");
  static final ConfigKey<Integer> DELETES =
      key(
          "limits.deletesPerSecond",
          ValueType.integer(1, 100_000),
          "50",
          "DELETE requests of one address.");
  static final ConfigKey<List<AddressBlock>> EXEMPT =
      key(
          "limits.exempt",
          ValueType.addressBlocks(),
          "127.0.0.0/8, ::1/128",
          "Addresses that the limits per address are not for.");

  /** In the order of the documentation. */
  static final List<ConfigKey<?>> ALL =
      List.of(
          SESSIONS,
          CONNECTING,
          WAITING_PER_STREAM,
          WAITING_PER_ADDRESS,
          POSTS,
          PATCHES,
          DELETES,
          EXEMPT);

  private LimitKeys() {}
}
