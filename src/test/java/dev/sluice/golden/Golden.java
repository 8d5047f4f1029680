package dev.sluice.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Text dumps kept beside the files they describe; {@code -Dgolden.update=true} rewrites them. */
public final class Golden {
  private static final Path SOURCE = Path.of("src/test/resources");

  private Golden() {}

  /** The bytes of a test resource, such as {@code ts/opus.ts}. */
  public static byte[] bytes(String name) {
    try (InputStream in = Golden.class.getClassLoader().getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compares a dump with the stored dump of that name. */
  public static void check(String name, String dump) {
    if (Boolean.getBoolean("golden.update")) {
      try {
        Files.writeString(SOURCE.resolve(name), dump);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return;
    }
    assertEquals(new String(bytes(name), StandardCharsets.UTF_8), dump, name);
  }

  /** The names of the transport streams under {@code ts/}, without ending. */
  public static List<String> transportStreams() {
    return List.of(
        "h264-opus",
        "h264-opus-single",
        "h264-bframes",
        "h264-slices",
        "h264-intra-refresh",
        "h264-bounded",
        "h264-opus-wrap",
        "h264-size-change",
        "opus",
        "opus-stereo",
        "h264-aac",
        "h265-ac3",
        "h265-opus",
        "mpeg2-mp2",
        "h264-opus-192",
        "two-programs",
        "h264-eac3",
        "h264-disposable",
        "h264-bare",
        "h264-two-in-one-pes",
        "h264-middle",
        "h264-data",
        "h264-tracks-change",
        "h264-opus-204",
        "h264-opus-damaged",
        "h264-stamps-zero",
        "h264-no-dts",
        "h264-nal-per-pes");
  }
}
