package dev.sluice.source.local;

import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.SourceAddress;
import dev.sluice.source.transport.Transport;
import dev.sluice.source.transport.TransportRequest;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Set;

/** Makes sources of this machine: {@code file:PATH}, {@code -} and {@code exec:COMMAND}. */
public final class LocalSources implements Transport.Factory {
  /** The schemes of their addresses. */
  public static final Set<String> SCHEMES =
      Set.of(FileTransport.SCHEME, SourceAddress.STANDARD_INPUT, SourceAddress.COMMAND);

  private final StandardInput standardInput;

  /** Sources with the standard input of this process. */
  public LocalSources() {
    // Without a buffer: a picture must not wait for the next one.
    this(new FileInputStream(FileDescriptor.in));
  }

  LocalSources(InputStream standardInput) {
    this.standardInput = new StandardInput(standardInput);
  }

  @Override
  public Transport open(TransportRequest request) throws AddressException {
    SourceAddress address = request.address();
    return switch (address.scheme()) {
      case FileTransport.SCHEME -> FileTransport.of(address);
      case SourceAddress.COMMAND -> CommandTransport.of(address, request.stream());
      default -> standardInput.open();
    };
  }
}
