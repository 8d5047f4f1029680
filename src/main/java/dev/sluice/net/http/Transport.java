package dev.sluice.net.http;

import io.helidon.common.buffers.DataWriter;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The bytes of one connection, both ways. {@link #get} blocks; null is the end. */
interface Transport extends Supplier<byte @Nullable []> {
  /** Where what is sent goes. */
  DataWriter writer();

  /** What client and server agreed on by ALPN (RFC 7301); empty where they did not. */
  String protocol();

  /** Whether it is encrypted. */
  boolean secure();

  /** Much is going to come: each read takes more from now on. */
  void widen();

  /** Closes the socket, by any thread: a read that is under way ends, whoever does it. */
  void cut();

  /** Says goodbye, if there is a way to; the socket is closed by the server. */
  void close();
}
