package dev.sluice.conformance.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * An nginx in front of a service, below the path {@code /live}: with TLS, without TLS, and with
 * nginx's defaults ({@code /old}), which include HTTP/1.0. Below {@code /kept}, all clients share
 * one connection to the service, and bodies are passed on as they arrive. Of the paths of a gateway
 * it forwards those of the stream {@value #GATEWAY_STREAM} alone.
 */
public final class NginxProxy implements AutoCloseable {
  /** The stream whose addresses are those that a gateway gives to viewers. */
  public static final String GATEWAY_STREAM = "cam-1f2e3d4c-out";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ChildProcess process;
  private final int tlsPort;
  private final int plainPort;

  private NginxProxy(ChildProcess process, int tlsPort, int plainPort) {
    this.process = process;
    this.tlsPort = tlsPort;
    this.plainPort = plainPort;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param folder for its configuration, certificate and logs
   * @param service address of the public socket, with no path
   */
  public static NginxProxy start(Path folder, URI service)
      throws IOException, InterruptedException {
    SelfSigned.write(folder.resolve("cert.pem"), folder.resolve("key.pem"));
    int tlsPort = FreePorts.next();
    int plainPort = FreePorts.next();
    Path file = folder.resolve("nginx.conf");
    Files.writeString(file, configuration(folder, service, tlsPort, plainPort));
    // Debian installs it in a folder that is not on every PATH.
    String program = Files.isExecutable(Path.of("/usr/sbin/nginx")) ? "/usr/sbin/nginx" : "nginx";
    List<String> command = List.of(program, "-e", "stderr", "-p", folder + "/", "-c", file + "");
    NginxProxy proxy =
        new NginxProxy(ChildProcess.start("nginx", folder, Map.of(), command), tlsPort, plainPort);
    proxy.awaitListening();
    return proxy;
  }

  private static String configuration(Path folder, URI service, int tlsPort, int plainPort) {
    return """
    daemon off;
    master_process off;
    pid FOLDER/nginx.pid;
    events {}
    http {
      access_log off;
      client_body_temp_path FOLDER/body;
      proxy_temp_path FOLDER/proxy;
      fastcgi_temp_path FOLDER/fastcgi;
      uwsgi_temp_path FOLDER/uwsgi;
      scgi_temp_path FOLDER/scgi;
      upstream kept {
        server AUTHORITY;
        keepalive 1;
      }
      server {
        listen 127.0.0.1:TLS ssl http2;
        listen 127.0.0.1:PLAIN;
        ssl_certificate FOLDER/cert.pem;
        ssl_certificate_key FOLDER/key.pem;
        location /live/ {
          proxy_pass SERVICE/;
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          proxy_set_header Host $host;
          proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
          proxy_set_header X-Forwarded-Prefix /live;
          proxy_buffering off;
          proxy_read_timeout 1h;
        }
        location /kept/ {
          proxy_pass http://kept/;
          proxy_http_version 1.1;
          proxy_set_header Connection "";
          proxy_request_buffering off;
        }
        location /STREAM/whep {
          proxy_pass SERVICE;
          proxy_buffering off;
        }
        location /live/video-to-video/STREAM/whep {
          proxy_pass SERVICE;
          proxy_buffering off;
        }
        location /old/ {
          proxy_pass SERVICE/;
        }
      }
    }
    """
        .replace("FOLDER", folder.toString())
        .replace("SERVICE", service.toString())
        .replace("STREAM", GATEWAY_STREAM)
        .replace("AUTHORITY", service.getAuthority())
        .replace("TLS", Integer.toString(tlsPort))
        .replace("PLAIN", Integer.toString(plainPort));
  }

  /** Waits until its port accepts connections: nginx writes no message when it listens. */
  private void awaitListening() throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!listens()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new IOException("nginx does not listen; it wrote: " + process.output());
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  private boolean listens() {
    try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), plainPort)) {
      return probe.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** An address behind TLS; {@code path} begins with a slash. */
  public URI secure(String path) {
    return URI.create("https://127.0.0.1:%d%s".formatted(tlsPort, path));
  }

  /** An address without TLS; {@code path} begins with a slash. */
  public URI plain(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(plainPort, path));
  }

  @Override
  public void close() {
    process.close();
  }
}
