package dev.sluice.bench.demux;

import dev.sluice.container.mpegts.TsLoop;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * 720p30 at 6 Mbit/s with Opus: a piece of {@value #SECONDS} s made by ffmpeg, and that piece
 * repeated, with continuous stamps and counters, to more than {@value #LEAST_BYTES} bytes.
 */
record DemuxMaterial(Path piece, Path whole) {
  static final int SECONDS = 20;
  private static final long LEAST_BYTES = 200_000_000;
  private static final long TICKS_PER_SECOND = 90_000;

  /** Makes the missing files. */
  static DemuxMaterial in(Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path piece = folder.resolve("demux-" + SECONDS + ".ts");
    Path whole = folder.resolve("demux-whole.ts");
    if (!Files.exists(piece)) {
      encode(piece);
    }
    if (!Files.exists(whole)) {
      repeat(piece, whole);
    }
    return new DemuxMaterial(piece, whole);
  }

  private static void encode(Path piece) throws IOException, InterruptedException {
    Path part = piece.resolveSibling("part.ts");
    String options =
        "-f lavfi -i testsrc2=size=1280x720:rate=30,noise=alls=12:allf=t"
            + " -f lavfi -i sine=frequency=440:sample_rate=48000"
            + " -pix_fmt yuv420p -c:v libx264 -profile:v baseline -preset ultrafast -bf 0"
            + " -threads 1 -b:v 6M -maxrate 6M -bufsize 3M -g 60 -c:a libopus -b:a 64k"
            + " -f mpegts -mpegts_start_pid 0x100 -pes_payload_size 0 -t "
            + SECONDS;
    Ffmpeg.run(List.of((options + " " + part).split(" ")));
    Files.move(part, piece, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void repeat(Path piece, Path whole) throws IOException {
    Path part = whole.resolveSibling("part.ts");
    TsLoop loop = new TsLoop(Files.readAllBytes(piece), SECONDS * TICKS_PER_SECOND);
    long bytes = 0;
    long cue = 0;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
      // Whole passes only, so that every run has the same share of key frames.
      while (bytes < LEAST_BYTES || cue % loop.cuesPerPass() != 0) {
        byte[] packets = loop.packets(cue++);
        out.write(packets);
        bytes += packets.length;
      }
    }
    Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
  }
}
