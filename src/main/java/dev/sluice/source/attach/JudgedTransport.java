package dev.sluice.source.attach;

import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.Inlet;
import dev.sluice.source.transport.Transport;
import java.io.IOException;

/**
 * A transport whose address is judged before each connection: a symbolic link may lead elsewhere
 * than at the time of the attachment.
 */
record JudgedTransport(Transport transport, Judgement judgement) implements Transport {
  /** Refuses an address that is not allowed. */
  @FunctionalInterface
  interface Judgement {
    /**
     * Judges the address as it is now.
     *
     * @throws AddressException if it is refused, with a sentence for people
     */
    void require() throws AddressException;
  }

  @Override
  public Ended run(Inlet inlet) throws IOException, InterruptedException {
    try {
      judgement.require();
    } catch (AddressException e) {
      throw new IOException(e.getMessage(), e);
    }
    return transport.run(inlet);
  }

  @Override
  public boolean unpaced() {
    return transport.unpaced();
  }

  @Override
  public boolean exclusive() {
    return transport.exclusive();
  }

  @Override
  public void close() {
    transport.close();
  }
}
