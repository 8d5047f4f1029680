package dev.sluice.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.conformance.harness.ChildProcess;
import dev.sluice.conformance.harness.FreePorts;
import dev.sluice.conformance.harness.RtmpPublisher;
import dev.sluice.conformance.harness.SelfSigned;
import dev.sluice.conformance.harness.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** RTMP over TLS, by the configuration of nginx in docs/sources.md. */
@Tag("quick")
class RtmpsProxyTest {
  private static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_stream_module.so");
  private static final Path NGINX = Path.of("/usr/sbin/nginx");
  private static final Pattern STREAM =
      Pattern.compile("```nginx\n(stream \\{.*?\n}\n)```", Pattern.DOTALL);

  /** A held offer waits for 8 s; a busy machine may need longer until the first picture. */
  private static final int ATTEMPTS = 4;

  private static String documented() throws IOException {
    Path page = Path.of(System.getProperty("sluice.home"), "docs/sources.md");
    Matcher matcher = STREAM.matcher(Files.readString(page));
    if (!matcher.find()) {
      throw new AssertionError("no configuration of nginx in " + page);
    }
    return matcher.group(1);
  }

  @Test
  void ffmpegPublishesByTls(@TempDir Path folder) throws Exception {
    assumeTrue(Files.exists(MODULE) && Files.isExecutable(NGINX), "nginx lacks its stream module");
    SelfSigned.write(folder.resolve("media.pem"), folder.resolve("media.key"));
    int rtmp = FreePorts.next();
    int rtmps = FreePorts.next();
    Path file = folder.resolve("nginx.conf");
    Files.writeString(
        file,
        "load_module %s;%ndaemon off;%npid nginx.pid;%nevents {}%n".formatted(MODULE)
            + documented()
                .replace("listen 1936", "listen 127.0.0.1:" + rtmps)
                .replace("127.0.0.1:1935", "127.0.0.1:" + rtmp)
                .replace("/etc/ssl/", folder + "/"));
    List<String> nginx =
        List.of(NGINX.toString(), "-e", "stderr", "-p", folder + "/", "-c", file.toString());
    URI address = URI.create("rtmps://127.0.0.1:%d/live/live".formatted(rtmps));
    try (ServiceProcess service =
            ServiceProcess.serve(Map.of("SLUICE_RTMP_PORT", Integer.toString(rtmp)));
        ChildProcess proxy = ChildProcess.start("nginx", folder, Map.of(), nginx);
        RtmpPublisher publisher = RtmpPublisher.demoByFfmpeg(address)) {
      awaitPlayable(service, proxy, publisher.process());
    }
  }

  private static void awaitPlayable(
      ServiceProcess service, ChildProcess proxy, ChildProcess publisher) throws Exception {
    for (int attempt = 1; ; attempt++) {
      try {
        service.awaitPlayable("live");
        return;
      } catch (AssertionError e) {
        if (attempt == ATTEMPTS) {
          throw new AssertionError(proxy.output() + "\n" + publisher.output(), e);
        }
      }
    }
  }
}
