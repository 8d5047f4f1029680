package dev.sluice.source.java;

import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.SourceAddress;
import dev.sluice.source.transport.Transport;
import dev.sluice.source.transport.TransportRequest;
import java.nio.file.Path;

/** Makes sources in Java ({@code java:NAME}). */
public final class JavaSources implements Transport.Factory {
  /** The scheme of their addresses. */
  public static final String SCHEME = "java";

  private final JavaSettings settings;

  /** Sources from the jars of the folder in the settings. */
  public JavaSources(JavaSettings settings) {
    this.settings = settings;
  }

  @Override
  public Transport open(TransportRequest request) throws AddressException {
    SourceAddress address = request.address();
    if (settings.folder.isEmpty()) {
      throw new AddressException(
          "Sources with java: addresses need the folder of their jars: set sources.javaFolder.");
    }
    if (address.path().isEmpty() || !address.host().isEmpty()) {
      throw new AddressException("The address lacks the name of the producer, as in java:clock.");
    }
    return new ProducerTransport(Path.of(settings.folder.get()), address.path(), address.options());
  }
}
