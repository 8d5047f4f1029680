import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * Takes the signatures out of the jars of a folder.
 *
 * <p>Nothing checks them: they would be needed for a security provider, and the libraries are used
 * without one. They cost, though: the JVM reads a digest of each class at the start (0.9 MB of text
 * in one jar), and it takes no class of a signed jar into its AOT cache.
 */
public final class UnsignJars {
  private static final List<String> SIGNATURES = List.of(".SF", ".RSA", ".DSA", ".EC");

  private UnsignJars() {}

  /** Rewrites each signed jar of the folder {@code arguments[0]}. */
  public static void main(String[] arguments) throws IOException {
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(Path.of(arguments[0]), "*.jar")) {
      for (Path jar : jars) {
        if (isSigned(jar)) {
          Path unsigned = jar.resolveSibling(jar.getFileName() + ".unsigned");
          copy(jar, unsigned);
          Files.move(unsigned, jar, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static boolean isSignature(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return upper.startsWith("META-INF/") && SIGNATURES.stream().anyMatch(upper::endsWith);
  }

  private static boolean isSigned(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      return file.stream().anyMatch(entry -> isSignature(entry.getName()));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (JarFile file = new JarFile(from.toFile(), false);
        OutputStream out = Files.newOutputStream(to);
        JarOutputStream jar = new JarOutputStream(out)) {
      Enumeration<JarEntry> entries = file.entries();
      while (entries.hasMoreElements()) {
        JarEntry entry = entries.nextElement();
        if (!isSignature(entry.getName())) {
          // The time stays: an AOT cache is refused when a jar has another.
          JarEntry copied = new JarEntry(entry.getName());
          copied.setTime(entry.getTime());
          jar.putNextEntry(copied);
          jar.write(content(file, entry));
          jar.closeEntry();
        }
      }
    }
  }

  private static byte[] content(JarFile file, JarEntry entry) throws IOException {
    if (entry.getName().equals(JarFile.MANIFEST_NAME)) {
      // Only the main attributes: the others are the digests of the classes.
      Manifest manifest = new Manifest();
      manifest.getMainAttributes().putAll(file.getManifest().getMainAttributes());
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      manifest.write(bytes);
      return bytes.toByteArray();
    }
    try (InputStream in = file.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }
}
