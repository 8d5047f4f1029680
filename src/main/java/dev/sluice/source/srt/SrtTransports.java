package dev.sluice.source.srt;

import dev.sluice.net.libsrt.SrtException;
import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.SourceAddress;
import dev.sluice.source.transport.Transport;
import dev.sluice.source.transport.TransportRequest;

/**
 * Makes the transports of {@code srt://HOST:PORT} (the service calls) and {@code
 * srt://:PORT?mode=listener} (the source calls).
 */
public final class SrtTransports implements Transport.Factory {
  private final SrtRuntime runtime;

  /** With that library. */
  public SrtTransports(SrtRuntime runtime) {
    this.runtime = runtime;
  }

  @Override
  public Transport open(TransportRequest request) throws AddressException {
    SourceAddress address = request.address();
    SrtOptions options = SrtOptions.of(address);
    String mode = address.option("mode").orElse(address.host().isEmpty() ? "listener" : "caller");
    if (address.port() < 0) {
      throw new AddressException(
          "An srt address has a port: srt://HOST:PORT, or srt://:PORT?mode=listener.");
    }
    if (mode.equals("caller") && address.host().isEmpty()) {
      throw new AddressException("An srt address with mode=caller has a host: srt://HOST:PORT.");
    }
    requireLibrary();
    return switch (mode) {
      case "caller" -> new SrtCaller(runtime, request, options);
      case "listener" -> new SrtListener(runtime, request, options);
      case "rendezvous" ->
          throw new AddressException(
              "The mode rendezvous of SRT is not supported: let one side listen (mode=listener) and"
                  + " the other call (mode=caller).");
      default -> throw new AddressException("The mode of an srt address is caller or listener.");
    };
  }

  private void requireLibrary() throws AddressException {
    try {
      runtime.library();
    } catch (SrtException e) {
      throw new AddressException(String.valueOf(e.getMessage()));
    }
  }
}
