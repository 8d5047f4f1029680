package dev.sluice.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.webserver.ConnectionContext;
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

  /** Says goodbye, if there is a way to; the socket is closed by the server. */
  void close();

  /** The bytes as they are on the wire. */
  record Plain(ConnectionContext context) implements Transport {
    @Override
    public byte @Nullable [] get() {
      try {
        return context.dataReader().readBuffer().readBytes();
      } catch (DataReader.InsufficientDataAvailableException e) {
        return null;
      }
    }

    @Override
    public DataWriter writer() {
      return context.dataWriter();
    }

    @Override
    public String protocol() {
      return "";
    }

    @Override
    public boolean secure() {
      return false;
    }

    @Override
    public void close() {}
  }
}
