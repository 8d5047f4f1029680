package dev.sluice.conformance.harness;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;

/** An ffmpeg whose stream is pushed without the packets of some PIDs, which its map declares. */
public final class GappedPusher implements AutoCloseable {
  /** The PID of ffmpeg's first track. */
  public static final int PICTURE_PID = 256;

  /** The PID of its second track. */
  public static final int SOUND_PID = 257;

  private static final int PACKET = 188;

  private final Process ffmpeg;
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile Set<Integer> withheld;

  private GappedPusher(Process ffmpeg, Set<Integer> withheld) {
    this.ffmpeg = ffmpeg;
    this.withheld = withheld;
  }

  /** Pushes H.264 and Opus without the packets of these PIDs. */
  public static GappedPusher start(URI ingest, Integer... withheld) throws IOException {
    List<String> command =
        List.of(
            ("ffmpeg -nostdin -hide_banner -loglevel error"
                    + " -re -f lavfi -i testsrc2=size=640x360:rate=30"
                    + " -re -f lavfi -i sine=frequency=440:sample_rate=48000"
                    + " -c:v libx264 -preset veryfast -pix_fmt yuv420p -bf 0 -g 30"
                    + " -c:a libopus -pes_payload_size 0 -f mpegts -flush_packets 1 -")
                .split(" "));
    Process ffmpeg =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    GappedPusher pusher = new GappedPusher(ffmpeg, Set.of(withheld));
    HttpRequest push =
        HttpRequest.newBuilder(ingest).PUT(BodyPublishers.ofInputStream(pusher::packets)).build();
    pusher.client.sendAsync(push, BodyHandlers.discarding());
    return pusher;
  }

  /** Whether ffmpeg runs. */
  public boolean isAlive() {
    return ffmpeg.isAlive();
  }

  /** Withholds the packets of these PIDs from now on, and no others. */
  public void withhold(Integer... pids) {
    withheld = Set.of(pids);
  }

  /** Whole packets of ffmpeg's output, without those withheld. */
  private InputStream packets() {
    return new FilterInputStream(ffmpeg.getInputStream()) {
      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        byte[] packet = new byte[PACKET];
        int pid;
        do {
          if (in.readNBytes(packet, 0, PACKET) < PACKET) {
            return -1;
          }
          pid = (packet[1] & 0x1F) << 8 | (packet[2] & 0xFF);
        } while (withheld.contains(pid));
        System.arraycopy(packet, 0, into, offset, PACKET);
        return PACKET;
      }
    };
  }

  @Override
  public void close() {
    ffmpeg.destroyForcibly();
    client.close();
  }
}
