package dev.sluice.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Text dumps kept beside the files that they describe; {@code -Dgolden.update=true} writes them
 * anew.
 */
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

  /** Compares a dump with the one kept under that name. */
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
}
