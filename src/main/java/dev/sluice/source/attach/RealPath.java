package dev.sluice.source.attach;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Paths without symbolic links. */
final class RealPath {
  private RealPath() {}

  /**
   * Whether a path leads into a folder, also through the symbolic links on its way. What does not
   * exist yet, such as a socket to listen at, counts by the folders that do.
   */
  static boolean isWithin(String path, String folder) {
    try {
      return of(Path.of(path).toAbsolutePath()).startsWith(of(Path.of(folder).toAbsolutePath()));
    } catch (InvalidPathException | IOException e) {
      return false;
    }
  }

  private static Path of(Path path) throws IOException {
    try {
      return path.toRealPath();
    } catch (NoSuchFileException e) {
      @Nullable Path parent = path.getParent();
      @Nullable Path name = path.getFileName();
      return parent == null || name == null ? path : of(parent).resolve(name).normalize();
    }
  }
}
