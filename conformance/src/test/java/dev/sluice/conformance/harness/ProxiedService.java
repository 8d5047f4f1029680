package dev.sluice.conformance.harness;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A service behind a real nginx.
 *
 * @param service for its own addresses
 * @param proxy for the addresses of clients
 */
public record ProxiedService(ServiceProcess service, NginxProxy proxy) implements AutoCloseable {
  /**
   * Starts both.
   *
   * @param folder for files of the proxy
   */
  public static ProxiedService start(Path folder) throws IOException, InterruptedException {
    ServiceProcess service = ServiceProcess.serve();
    try {
      return new ProxiedService(service, NginxProxy.start(folder, service.publicAddress("")));
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      service.close();
      throw e;
    }
  }

  @Override
  public void close() {
    proxy.close();
    service.close();
  }
}
