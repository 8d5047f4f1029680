package dev.sluice.source.srt;

import dev.sluice.net.libsrt.SrtException;
import dev.sluice.net.libsrt.SrtOption;
import dev.sluice.net.libsrt.SrtSocket;
import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.SourceAddress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The options of an SRT connection.
 *
 * @param passphrase empty for none
 * @param keyBytes length of the key; 0 for that of the peer, or 16
 * @param streamId empty for none
 * @param latencyMillis delay until packets are delivered, in which lost ones are sent again
 */
record SrtOptions(String passphrase, int keyBytes, String streamId, int latencyMillis) {
  /** That of libsrt. */
  static final int DEFAULT_LATENCY_MILLIS = 120;

  static final int MAX_LATENCY_MILLIS = 30_000;
  static final int MIN_PASSPHRASE_CHARACTERS = 10;
  static final int MAX_PASSPHRASE_CHARACTERS = 79;

  /** SRT 1.3: older peers know neither stream ids nor an encrypted handshake. */
  private static final int LEAST_PEER_VERSION = 0x010300;

  /**
   * That of the receive buffer: 100 Mbit/s for 0.8 s. The library's own 25600 take 0.7 MB more of
   * each connection.
   */
  private static final int FLIGHT_PACKETS = 8192;

  private static final int CONNECT_TIMEOUT_MILLIS = 5000;

  /** Time after which a blocked read looks whether its thread must stop. */
  private static final int RECEIVE_TIMEOUT_MILLIS = 1000;

  private static final String LATENCY = "latency";
  private static final Set<Integer> KEY_LENGTHS = Set.of(0, 16, 24, 32);

  /** Those that the address may have; {@code transtype=live} is what is done anyway. */
  private static final Set<String> KNOWN =
      Set.of("mode", "passphrase", "pbkeylen", "streamid", LATENCY, "transtype");

  /**
   * The options of an address.
   *
   * @throws AddressException if one is unknown or has another value than it may
   */
  static SrtOptions of(SourceAddress address) throws AddressException {
    Map<String, String> options = address.options();
    TreeSet<String> unknown = new TreeSet<>(options.keySet());
    unknown.removeAll(KNOWN);
    if (!unknown.isEmpty()) {
      throw new AddressException(
          "An srt address has no option %s; it has mode, passphrase, pbkeylen, streamid and latency."
              .formatted(unknown.first()));
    }
    if (!options.getOrDefault("transtype", "live").equals("live")) {
      throw new AddressException("The option transtype of an srt address can only be live.");
    }
    return new SrtOptions(
            options.getOrDefault("passphrase", ""),
            number(address, "pbkeylen", 0),
            options.getOrDefault("streamid", ""),
            number(address, LATENCY, DEFAULT_LATENCY_MILLIS))
        .checked();
  }

  private static int number(SourceAddress address, String option, int otherwise)
      throws AddressException {
    Optional<String> text = address.option(option);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return Integer.parseInt(text.get());
    } catch (NumberFormatException e) {
      throw new AddressException("The option %s of an srt address is a number.".formatted(option));
    }
  }

  private SrtOptions checked() throws AddressException {
    int length = passphrase.length();
    if (length > 0 && (length < MIN_PASSPHRASE_CHARACTERS || length > MAX_PASSPHRASE_CHARACTERS)) {
      throw new AddressException("The passphrase of an srt address has 10 to 79 characters.");
    }
    if (!KEY_LENGTHS.contains(keyBytes)) {
      throw new AddressException("The option pbkeylen of an srt address is 16, 24 or 32.");
    }
    if (streamId.length() > SrtStreamId.MAX_CHARACTERS) {
      throw new AddressException("The streamid of an srt address has at most 512 characters.");
    }
    if (latencyMillis < 0 || latencyMillis > MAX_LATENCY_MILLIS) {
      throw new AddressException(
          "The option latency of an srt address is a number of milliseconds from 0 to 30000.");
    }
    return this;
  }

  /** Sets the options that a caller and a listener have. */
  private void applyCommon(SrtSocket socket) throws SrtException {
    socket.set(SrtOption.LATENCY, latencyMillis);
    socket.set(SrtOption.FLIGHT_PACKETS, FLIGHT_PACKETS);
    socket.set(SrtOption.LEAST_PEER_VERSION, LEAST_PEER_VERSION);
    if (!passphrase.isEmpty()) {
      socket.set(SrtOption.PASSPHRASE, passphrase);
      if (keyBytes > 0) {
        socket.set(SrtOption.KEY_LENGTH, keyBytes);
      }
    }
  }

  /** Sets the options of a socket that is to connect, which does not block. */
  void applyToCaller(SrtSocket socket) throws SrtException {
    applyCommon(socket);
    socket.set(SrtOption.BLOCKING_RECEIVE, 0);
    socket.set(SrtOption.CONNECT_TIMEOUT, CONNECT_TIMEOUT_MILLIS);
    if (!streamId.isEmpty()) {
      socket.set(SrtOption.STREAM_ID, streamId);
    }
  }

  /** Sets the options of a socket that is to listen. Accepting does not block. */
  void applyToListener(SrtSocket socket) throws SrtException {
    applyCommon(socket);
    socket.set(SrtOption.BLOCKING_RECEIVE, 0);
  }

  /** Sets the options of a connected socket that is to be read. */
  static void applyToReader(SrtSocket socket) throws SrtException {
    socket.set(SrtOption.BLOCKING_RECEIVE, 1);
    socket.set(SrtOption.RECEIVE_TIMEOUT, RECEIVE_TIMEOUT_MILLIS);
  }

  /** Without secrets. */
  @Override
  public String toString() {
    return "SrtOptions[latencyMillis=%d, encrypted=%b]"
        .formatted(latencyMillis, !passphrase.isEmpty());
  }
}
