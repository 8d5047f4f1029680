package dev.sluice.source.java;

import java.io.Closeable;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** The jars of a folder, read anew for each connection: a jar may be replaced meanwhile. */
final class ProducerJars implements Closeable {
  private final URLClassLoader loader;

  private ProducerJars(URLClassLoader loader) {
    this.loader = loader;
  }

  /**
   * Opens the jars of a folder.
   *
   * @throws IOException with a sentence, if there is no such folder
   */
  static ProducerJars open(Path folder) throws IOException {
    List<URL> jars = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
      for (Path file : files) {
        jars.add(file.toUri().toURL());
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw new IOException("The folder %s does not exist.".formatted(folder), e);
    }
    return new ProducerJars(
        new URLClassLoader(jars.toArray(new URL[0]), MediaProducer.class.getClassLoader()));
  }

  /**
   * A new producer.
   *
   * @throws IOException with a sentence, if none has that name
   */
  MediaProducer producer(String name) throws IOException {
    List<String> others = new ArrayList<>();
    try {
      for (MediaProducer producer : ServiceLoader.load(MediaProducer.class, loader)) {
        if (producer.name().equals(name)) {
          return producer;
        }
        others.add(producer.name());
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new IOException("A producer cannot be loaded: %s.".formatted(e.getMessage()), e);
    }
    throw new IOException(
        "No jar in sources.javaFolder has a producer %s; there %s."
            .formatted(
                name, others.isEmpty() ? "is none at all" : "are " + String.join(", ", others)));
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
